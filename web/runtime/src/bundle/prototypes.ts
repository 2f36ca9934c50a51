/** The prototypes of a head: embeddings that stand for the training examples of each row. */
import { LIMITS } from "../contract.js";
import { BundleDamagedError } from "../errors.js";
import { shapeText, type Tensor } from "./safetensors.js";

const DIRECTIONS = "prototypes";
const COUNTS = "prototype_counts";
const USUAL = "usual_distances";
const MOST_PROTOTYPES = LIMITS.bundle.prototypes;

/** The tensors' types. */
export const PROTOTYPE_TENSORS: Readonly<Record<string, readonly Tensor["dtype"][]>> = {
  [DIRECTIONS]: ["I8", "F32"],
  [COUNTS]: ["F32"],
  [USUAL]: ["F32"],
};

export interface Prototypes {
  /** 1 to 20,000. */
  readonly count: number;
  /** count x channels numbers, one prototype after another. */
  readonly values: Int8Array | Float32Array;
  /** The length of each prototype. */
  readonly lengths: Float64Array;
  /**
   * The head's row r has the prototypes from `starts[r]` up to `starts[r + 1]`; null where every row
   * has all of them, as in formats 1 and 2.
   */
  readonly starts: readonly number[] | null;
  /**
   * For each row the usual cosine distance, above 0, from an example to the nearest other one; 1 where
   * every row has all prototypes.
   */
  readonly usualDistances: Float64Array;
}

/**
 * Reads the prototypes from a head's tensors, whose types and shapes are right.
 * @param rows - the number of the head's rows.
 * @param where - the file's name, for messages.
 * @returns null where there are none.
 * @throws BundleDamagedError - the tensors do not fit each other.
 */
export function readPrototypes(
  tensors: ReadonlyMap<string, Tensor>,
  rows: number,
  where: string,
): Prototypes | null {
  const misfit = (reason: string) =>
    new BundleDamagedError(`${where}: ${reason}; copy the bundle again`);
  const directions = tensors.get(DIRECTIONS);
  const counts = tensors.get(COUNTS)?.data;
  const usual = tensors.get(USUAL)?.data;
  if (!directions) {
    if (counts || usual) throw misfit("has counts or distances, and no prototypes");
    return null;
  }
  const [count = 0, channels = 0] = directions.shape;
  const values = directions.data;
  const refused = () =>
    misfit(
      `'${DIRECTIONS}' must be from 1 to ${MOST_PROTOTYPES} directions, none of them zero, and has ` +
        `shape ${shapeText(directions.shape)}`,
    );
  if (count < 1 || count > MOST_PROTOTYPES) throw refused();
  const lengths = Float64Array.from({ length: count }, (_, row) =>
    lengthOf(values, row * channels, channels),
  );
  if (lengths.includes(0)) throw refused();
  if (!counts && !usual) {
    const usualDistances = new Float64Array(rows).fill(1);
    return { count, values, lengths, starts: null, usualDistances };
  }
  if (!counts || !usual) throw misfit(`has only one of '${COUNTS}' and '${USUAL}'`);
  const starts = [0];
  for (const each of counts) {
    if (each < 0 || !Number.isInteger(each)) starts.push(NaN);
    else starts.push(starts.at(-1)! + each);
  }
  if (starts.at(-1) !== count) throw misfit(`'${COUNTS}' must add up to ${count}`);
  if (!usual.every((each) => each > 0)) throw misfit(`'${USUAL}' must be above 0`);
  return { count, values, lengths, starts, usualDistances: new Float64Array(usual) };
}

function lengthOf(values: Int8Array | Float32Array, start: number, channels: number): number {
  let square = 0;
  for (let at = start; at < start + channels; at++) square += values[at]! * values[at]!;
  return Math.sqrt(square);
}
