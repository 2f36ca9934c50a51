/**
 * Reads `head.safetensors`: the weights that turn an embedding into scores, and the prototypes that
 * decide whether an input is novel.
 */
import { LIMITS } from "../contract.js";
import { BundleDamagedError } from "../errors.js";
import { short } from "./json.js";
import { readSafetensors, type Tensor } from "./safetensors.js";

/** The tensor of prototypes, and its name in bundles of formats 1 and 2. */
const PROTOTYPES = "prototypes";
const CENTRES = "centres";
const DTYPES: Readonly<Record<string, readonly Tensor["dtype"][]>> = {
  bias: ["F32"],
  [PROTOTYPES]: ["I8", "F32"],
  scale: ["F32"],
  weights: ["F32", "I8"],
};
const MOST_PROTOTYPES = LIMITS.bundle.prototypes;

/** Embeddings that stand for the training examples, as directions. */
export interface Prototypes {
  /** 1 to 20,000. */
  readonly count: number;
  /** count x channels numbers, row by row; each row is of length 1. */
  readonly values: Float64Array;
}

/** A linear head. Its weights stay as they are stored: in float64 they would be 10 MB. */
export interface Head {
  readonly rows: number;
  readonly channels: number;
  /** rows x channels numbers, row by row. */
  readonly weights: Int8Array | Float32Array;
  /** The factor of each row's weights. */
  readonly scale: Float64Array;
  /** One for each row. */
  readonly bias: Float64Array;
  /** Null where the function can't tell whether an input is novel. */
  readonly prototypes: Prototypes | null;
}

/**
 * Checks and reads a head.
 * @param content - the file.
 * @param where - its name, for messages.
 * @param labels - how many labels the function has: at most as many as the head has rows.
 * @throws BundleDamagedError - it is not such a head.
 */
export function readHead(content: Uint8Array, where: string, labels: number): Head {
  const tensors = withNewestNames(readSafetensors(content, where));
  const weights = tensors.get("weights");
  const [rows, channels] = weights?.shape.length === 2 ? weights.shape : [];
  const needed = weights?.dtype === "I8" ? ["bias", "scale", "weights"] : ["bias", "weights"];
  const known = [...tensors.keys()].every((name) => Object.hasOwn(DTYPES, name));
  const whole = needed.every((name) => tensors.has(name)) && known;
  if (!weights || !rows || channels === undefined || !whole || rows < labels) {
    const held = short([...tensors.keys()].sort().join(", "));
    throw new BundleDamagedError(
      `${where} holds ${held} with ${rows ?? 0} rows, where the function's ${labels} labels need ` +
        `${needed.join(", ")}; copy the bundle again`,
    );
  }
  const count = tensors.get(PROTOTYPES)?.shape[0] ?? 0;
  const shapes = {
    weights: [rows, channels],
    bias: [rows],
    scale: [rows],
    [PROTOTYPES]: [count, channels],
  };
  check(tensors, shapes, where);
  const prototypes = tensors.get(PROTOTYPES);
  return {
    rows,
    channels,
    weights: weights.data,
    scale: new Float64Array(tensors.get("scale")?.data ?? new Float64Array(rows).fill(1)),
    bias: new Float64Array(tensors.get("bias")!.data),
    prototypes: prototypes ? { count, values: directions(prototypes, where) } : null,
  };
}

/** Returns the tensors with the newest name of the prototypes; both names at once are refused later. */
function withNewestNames(tensors: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor> {
  if (tensors.has(PROTOTYPES)) return tensors;
  return new Map([...tensors].map(([name, each]) => [name === CENTRES ? PROTOTYPES : name, each]));
}

/** Checks each tensor's type, shape and numbers. */
function check(
  tensors: ReadonlyMap<string, Tensor>,
  shapes: Readonly<Record<string, readonly number[]>>,
  where: string,
): void {
  for (const [name, { dtype, shape, data }] of tensors) {
    const wanted = shapes[name]!;
    const dtypes = DTYPES[name]!;
    const fits = shape.length === wanted.length && shape.every((side, at) => side === wanted[at]);
    if (!fits || !dtypes.includes(dtype) || !isFinite(data)) {
      throw new BundleDamagedError(
        `${where}: '${name}' is ${dtype} of shape ${shapeText(shape)}, and must be finite, ` +
          `${dtypes.join(" or ")}, of shape ${shapeText(wanted)}; copy the bundle again`,
      );
    }
  }
}

function isFinite(data: Tensor["data"]): boolean {
  return data instanceof Int8Array || data.every((each) => Number.isFinite(each));
}

/** Divides each row by its length. */
function directions({ shape, data }: Tensor, where: string): Float64Array {
  const [count = 0, channels = 0] = shape;
  const refused = () =>
    new BundleDamagedError(
      `${where}: '${PROTOTYPES}' must be from 1 to ${MOST_PROTOTYPES} directions, none of them zero, and ` +
        `has shape ${shapeText(shape)}; copy the bundle again`,
    );
  if (count < 1 || count > MOST_PROTOTYPES) throw refused();
  const values = new Float64Array(data);
  for (let row = 0; row < count; row++) {
    const direction = values.subarray(row * channels, (row + 1) * channels);
    const length = Math.sqrt(direction.reduce((sum, each) => sum + each * each, 0));
    if (length === 0) throw refused();
    for (let at = 0; at < channels; at++) direction[at]! /= length;
  }
  return values;
}

function shapeText(shape: readonly number[]): string {
  return `(${shape.slice(0, 4).join(", ")}${shape.length > 4 ? ", ..." : ""})`;
}
