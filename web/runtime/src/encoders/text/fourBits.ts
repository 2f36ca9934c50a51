/**
 * Reads tables and matrices of 4-bit numbers, two a byte, with a scale for each row or block.
 *
 * The twin of `vizsla/encoders/text/four_bits.py`, which says how they are laid out.
 */
import type { Tensor } from "../../bundle/safetensors.js";
import { rounded } from "../../rounded.js";

/** The types of a weights' file; a number of 16 bits, F16, is read as its bits. */
export const TYPES = {
  F32: Float32Array,
  F16: Uint16Array,
  I8: Int8Array,
  U8: Uint8Array,
  I16: Int16Array,
  U16: Uint16Array,
  I32: Int32Array,
} as const;

type Type = keyof typeof TYPES;

/** The tensors of a weights' file. */
export type Tensors = ReadonlyMap<string, Tensor<Type>>;

/**
 * Returns a tensor's numbers.
 * @throws Error - there is none of that name and type.
 */
export function read<T extends Type>(tensors: Tensors, name: string, type: T): Tensor<T>["data"] {
  const found = tensors.get(name);
  if (found?.dtype !== type) throw new Error(`there is no tensor '${name}' of ${type}`);
  return found.data as never;
}

const MOST = 127; // of int8
const ZERO = 8; // the code of 0 in a matrix; the others are 1 apart
/** A table of 4-bit numbers: each is one of 16 levels, times the scale of its block of a row. */
export class FourBitRows {
  readonly count: number;
  readonly width: number;
  readonly #codes: Uint8Array;
  readonly #scale: ArrayLike<number>;
  readonly #areHalves: boolean;
  readonly #block: number;
  readonly #levels: Float64Array;

  /** @param levels the 16 levels. */
  constructor(tensors: Tensors, name: string, levels: Float64Array) {
    const { dtype, shape, data } = tensors.get(`${name}.scale`)!;
    this.#codes = read(tensors, `${name}.codes`, "U8");
    this.#scale = data;
    this.#areHalves = dtype === "F16";
    this.#levels = levels;
    this.count = shape[0]!;
    this.width = (2 * this.#codes.length) / this.count;
    this.#block = (this.width * this.count) / data.length;
  }

  /** Adds a row to numbers. */
  addTo(numbers: Float64Array, row: number): void {
    const start = row * this.width;
    for (let block = 0; block < this.width; block += this.#block) {
      const found = this.#scale[(start + block) / this.#block]!;
      const scale = this.#areHalves ? half(found) : found;
      for (let at = block; at < block + this.#block; at++) {
        const pair = this.#codes[(start + at) >> 1]!;
        numbers[at]! += this.#levels[at % 2 ? pair >> 4 : pair & 15]! * scale;
      }
    }
  }
}

/** A matrix: outputs x inputs, and the factor of each row. */
export interface Int8Matrix {
  readonly weights: Int8Array;
  readonly scale: Float32Array | Float64Array;
}

/** Returns a matrix in int8; one in 4 bits is rounded to it, with a scale a row. */
export function int8Matrix(tensors: Tensors, name: string): Int8Matrix {
  if (tensors.has(`${name}.weight`)) {
    return {
      weights: read(tensors, `${name}.weight`, "I8"),
      scale: read(tensors, `${name}.scale`, "F32"),
    };
  }
  const levels = Float64Array.from({ length: 16 }, (_, code) => code - ZERO);
  const rows = new FourBitRows(tensors, name, levels);
  const weights = new Int8Array(rows.count * rows.width);
  const scale = new Float64Array(rows.count);
  const values = new Float64Array(rows.width);
  for (let row = 0; row < rows.count; row++) {
    rows.addTo(values.fill(0), row);
    const largest = values.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const step = (largest > 0 ? largest : 1) / MOST;
    scale[row] = step;
    for (let at = 0; at < rows.width; at++) {
      weights[row * rows.width + at] = rounded(values[at]! / step);
    }
  }
  return { weights, scale };
}

/** Returns the number that 16 bits stand for in half precision (IEEE 754); none is infinite. */
function half(bits: number): number {
  const fraction = bits & 0x3ff;
  const exponent = (bits >> 10) & 0x1f;
  const size = exponent ? (fraction + 0x400) * 2 ** (exponent - 25) : fraction * 2 ** -24;
  return bits & 0x8000 ? -size : size;
}
