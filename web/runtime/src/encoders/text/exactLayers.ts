/**
 * The steps of a transformer in arithmetic that gives the same bits on every machine.
 *
 * The twin of `vizsla/encoders/text/exact_layers.py`, which says why the numbers are exact. A state is
 * whole numbers on a grid of 2**-13, token by token. Sums of products stay below 2**24; all else is
 * single operations on float64 in the order of Python's.
 */

import type { ExactProducts, Matrix } from "./exactProducts.js";

export const GRID = 2 ** 13; // the state's whole numbers to 1
const EXACT = 2 ** 24;
const CLIP = 512 * GRID;
const GELU_STEPS = 2 ** 10; // the table's steps to 1
const EXP_STEPS = 2 ** 9; // the same
const SHARES = 2 ** 12; // the levels of attention's weights, which add up to 1
const ROUNDING = 3 * 2 ** 51; // float64 has no place for halves beside it

export type Numbers = Float64Array<ArrayBuffer>;

/** Rounds a number below 2**51 to the nearest whole one, and a half to the even one. */
export function rounded(value: number): number {
  return value + ROUNDING - ROUNDING;
}

/** Rounds numbers to whole ones of at most `levels`, into `whole`; returns the largest. */
function roundTo(whole: Int16Array, values: Numbers, start: number, levels: number): number {
  let largest = 1;
  for (let at = 0; at < whole.length; at++) {
    largest = Math.max(largest, Math.abs(values[start + at]!));
  }
  const factor = levels / largest;
  for (let at = 0; at < whole.length; at++) whole[at] = rounded(values[start + at]! * factor);
  return largest;
}

/** A matrix product and a bias. */
export class Linear {
  /** The unit of the wide layer's output, which the table of GELU is in. */
  static readonly wideUnit = GELU_STEPS;
  readonly #products: ExactProducts;
  readonly #matrix: Matrix;
  readonly #scale: Numbers;
  readonly #bias: Numbers;
  /** The levels of each part of the inputs. */
  readonly #levels: readonly number[];

  /**
   * @param products keeps the weights.
   * @param weights outputs x inputs.
   * @param parts the number of equal parts that the inputs are cut into.
   * @param unit the output's whole numbers to 1, a power of two.
   */
  constructor(
    products: ExactProducts,
    weights: Int8Array,
    scale: Float32Array,
    bias: Float32Array,
    parts: number,
    unit: number,
  ) {
    this.#products = products;
    this.#matrix = products.add(weights, scale.length);
    this.#scale = Float64Array.from(scale, (each) => each * (unit / GRID));
    this.#bias = Float64Array.from(bias, (each) => each * unit);
    const { inputs } = this.#matrix;
    this.#levels = Array.from({ length: parts }, (_, part) => {
      const [start, end] = [(part * inputs) / parts, ((part + 1) * inputs) / parts];
      return Math.floor(EXACT / largestSum(weights, inputs, start, end));
    });
  }

  /** Returns the outputs of each token. */
  run(state: Numbers): Numbers {
    const { inputs, rows } = this.#matrix;
    const tokens = state.length / inputs;
    const width = inputs / this.#levels.length;
    const found = new Float64Array(tokens * rows);
    this.#levels.forEach((levels, part) => {
      const start = part * width;
      const factors = new Float64Array(tokens);
      const { sums, stride } = this.#products.multiply(
        this.#matrix,
        tokens,
        start,
        width,
        (whole, token) => {
          factors[token] = roundTo(whole, state, token * inputs + start, levels) / levels;
        },
      );
      for (let token = 0; token < tokens; token++) {
        const factor = factors[token]!;
        for (let to = token * rows, from = token; from < sums.length; to++, from += stride) {
          found[to]! += sums[from]! * factor;
        }
      }
    });
    const scale = this.#scale;
    const bias = this.#bias;
    for (let start = 0; start < found.length; start += rows) {
      for (let row = 0; row < rows; row++) {
        found[start + row] = rounded(found[start + row]! * scale[row]! + bias[row]!);
      }
    }
    return found;
  }
}

/** Returns the largest sum of a row's absolute weights, from one input to another. */
function largestSum(weights: Int8Array, inputs: number, start: number, end: number): number {
  let largest = 1;
  for (let row = 0; row < weights.length; row += inputs) {
    let sum = 0;
    for (let at = row + start; at < row + end; at++) sum += Math.abs(weights[at]!);
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** Layer normalisation. */
export class Norm {
  readonly #weight: Numbers;
  readonly #bias: Numbers;

  constructor(weight: Float32Array, bias: Float32Array) {
    this.#weight = Float64Array.from(weight, (each) => each * GRID);
    this.#bias = Float64Array.from(bias, (each) => each * GRID);
  }

  /** Gives each token's numbers mean 0 and variance 1, times weight plus bias, in place. */
  run(state: Numbers): Numbers {
    const weight = this.#weight;
    const bias = this.#bias;
    const width = weight.length;
    for (let start = 0; start < state.length; start += width) {
      let sum = 0;
      let squares = 0;
      for (let at = start; at < start + width; at++) {
        const value = (state[at] = Math.min(Math.max(state[at]!, -CLIP), CLIP));
        sum += value;
        squares += value * value;
      }
      const mean = sum / width;
      const deviation = Math.sqrt(Math.max(squares / width - mean * mean, 1));
      for (let at = 0; at < width; at++) {
        const value = (state[start + at]! - mean) / deviation;
        state[start + at] = rounded(value * weight[at]! + bias[at]!);
      }
    }
    return state;
  }
}

/** Replaces each number x, of unit 2**10, by x * (the normal distribution up to x) on the grid. */
export function gelu(values: Numbers, table: Uint16Array): Numbers {
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    const less = table[Math.min(Math.abs(value), table.length - 1)]!;
    values[at] = Math.max(value, 0) * (GRID / GELU_STEPS) - less;
  }
  return values;
}

/** Attention of each token of a text to all of them. */
export class Attention {
  readonly #table: Uint16Array;
  readonly #heads: number;
  readonly #size: number;
  readonly #valueLevels: number;
  readonly #matchLevels: number;
  readonly #factor: number;

  /**
   * @param table exp(-x) times a factor, for x in steps of 2**-9; the last is 0.
   * @param width the numbers of a state.
   * @param most the most tokens of a text.
   */
  constructor(table: Uint16Array, heads: number, width: number, most: number) {
    this.#table = table;
    this.#heads = heads;
    this.#size = width / heads;
    this.#valueLevels = Math.floor(EXACT / (SHARES + Math.floor(most / 2)));
    this.#matchLevels = Math.floor(Math.sqrt(Math.floor(EXACT / this.#size)));
    this.#factor = EXP_STEPS / Math.sqrt(this.#size) / GRID / GRID;
  }

  /**
   * Returns what each token gathers.
   * @param state for each token its queries, keys and values.
   */
  run(state: Numbers): Numbers {
    const width = this.#heads * this.#size;
    const tokens = state.length / (3 * width);
    const gathered = new Float64Array(tokens * width);
    for (let head = 0; head < this.#heads; head++) {
      const queries = this.#part(state, tokens, head, 0, this.#matchLevels);
      const keys = this.#part(state, tokens, head, 1, this.#matchLevels);
      const values = this.#part(state, tokens, head, 2, this.#valueLevels);
      const factor = queries.step * keys.step * this.#factor;
      for (let token = 0; token < tokens; token++) {
        const shares = this.#shares(queries.whole, keys.whole, token, factor);
        const start = token * width + head * this.#size;
        gather(gathered.subarray(start, start + this.#size), shares, values.whole, values.step);
      }
    }
    return gathered;
  }

  /** Returns the whole numbers of one head's queries, keys or values, and the size of their step. */
  #part(state: Numbers, tokens: number, head: number, kind: number, levels: number) {
    const width = this.#heads * this.#size;
    const size = this.#size;
    const numbers = new Float64Array(tokens * size);
    for (let token = 0; token < tokens; token++) {
      const start = (token * 3 + kind) * width + head * size;
      numbers.set(state.subarray(start, start + size), token * size);
    }
    const whole = new Int16Array(numbers.length);
    return { step: roundTo(whole, numbers, 0, levels) / levels, whole };
  }

  /** Returns how much a token takes of each token's values: whole numbers, `SHARES` together. */
  #shares(queries: Int16Array, keys: Int16Array, token: number, factor: number): Numbers {
    const size = this.#size;
    const shares = new Float64Array(keys.length / size);
    let most = -Infinity;
    for (let other = 0; other < shares.length; other++) {
      let sum = 0;
      for (let at = 0; at < size; at++) {
        sum += queries[token * size + at]! * keys[other * size + at]!;
      }
      shares[other] = sum;
      most = Math.max(most, sum);
    }
    const table = this.#table;
    const last = table.length - 1;
    let total = 0;
    for (let other = 0; other < shares.length; other++) {
      const share = table[Math.min(rounded((most - shares[other]!) * factor), last)]!;
      shares[other] = share;
      total += share;
    }
    const part = SHARES / total;
    for (let other = 0; other < shares.length; other++) {
      shares[other] = rounded(shares[other]! * part);
    }
    return shares;
  }
}

/** Sums up tokens' values by their shares into `gathered`. */
function gather(gathered: Numbers, shares: Numbers, values: Int16Array, step: number): void {
  const size = gathered.length;
  let total = 0;
  for (let token = 0; token < shares.length; token++) {
    const share = shares[token]!;
    total += share;
    for (let at = 0; at < size; at++) gathered[at]! += share * values[token * size + at]!;
  }
  for (let at = 0; at < size; at++) gathered[at] = rounded((gathered[at]! / total) * step);
}
