/**
 * Reads `weights.safetensors`: the weights that a head gives to features by their names.
 *
 * The twin of `vizsla/bundle/weight_table.py`, which describes the tensors.
 */
import { BundleDamagedError } from "../errors.js";
import type { Bundle } from "./bundle.js";
import { parseJson } from "./json.js";
import { readSafetensors } from "./safetensors.js";

export const WEIGHTS = "weights"; // the feature's kind
const MOST_NAMES = 2 ** 14;
const TYPES = { F32: Float32Array, U8: Uint8Array } as const;
type Types = keyof typeof TYPES;

/** Names of features, with their weights. */
export class WeightTable {
  /**
   * @param names the names, each once.
   * @param weights rows x names numbers, row by row: what each name adds where it is there.
   * @param bias of each row what is added always.
   */
  constructor(
    readonly names: readonly string[],
    readonly weights: Float32Array,
    readonly bias: Float32Array,
  ) {}

  /**
   * Returns what an input's features add to the head's outputs, summed in the table's order.
   * @param present the names of its features; those that the table lacks count for nothing.
   */
  outputs(present: ReadonlySet<string>): Float64Array {
    const { names, weights } = this;
    const total = new Float64Array(this.bias);
    names.forEach((name, column) => {
      if (!present.has(name)) return;
      for (let row = 0; row < total.length; row++) {
        total[row]! += weights[row * names.length + column]!;
      }
    });
    return total;
  }
}

/**
 * Reads a bundle's table; null where it has none.
 * @param rows how many rows the function's head has.
 * @throws BundleDamagedError - it is no table of weights, or does not fit the head.
 */
export async function weightTableOf(bundle: Bundle, rows: number): Promise<WeightTable | null> {
  const feature = bundle.manifest.features.find(({ kind }) => kind === WEIGHTS);
  if (!feature) return null;
  const { file } = feature;
  return readWeightTable(await bundle.read(file), `${bundle.where}: ${file}`, rows);
}

/** Checks and reads a table; see `weightTableOf`. */
export function readWeightTable(content: Uint8Array, where: string, rows: number): WeightTable {
  const tensors = readSafetensors<Types>(content, where, TYPES);
  const tensor = <Array>(name: string, dtype: Types, shape?: readonly number[]): Array => {
    const found = tensors.get(name);
    const fits = !shape || shape.join() === found?.shape.join();
    if (found?.dtype === dtype && fits) return found.data as Array;
    throw damaged(
      where,
      `'${name}' must be ${dtype}${shape ? ` of shape ${shape.join(" x ")}` : ""}`,
    );
  };
  const names: unknown = parseJson(tensor("names", "U8"), where);
  const isText = (each: unknown): each is string => typeof each === "string";
  if (!Array.isArray(names) || !names.every(isText) || new Set(names).size < names.length) {
    throw damaged(where, "its names are no list of different texts");
  }
  const weights = tensor<Float32Array>("weights", "F32", [rows, names.length]);
  const bias = tensor<Float32Array>("bias", "F32", [rows]);
  if (names.length > MOST_NAMES || ![weights, bias].every((each) => each.every(Number.isFinite))) {
    throw damaged(where, "its numbers are out of their range");
  }
  return new WeightTable(names, weights, bias);
}

function damaged(where: string, why: string): BundleDamagedError {
  return new BundleDamagedError(`${where} is no table of weights (${why}); copy the bundle again`);
}
