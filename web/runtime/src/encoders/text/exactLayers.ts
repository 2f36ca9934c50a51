/**
 * The steps of a transformer in arithmetic that gives the same bits on every machine.
 *
 * The twin of `vizsla/encoders/text/exact_layers.py`, which says why the numbers are exact. A state is
 * whole numbers on a grid of 2**-13, token by token. Sums of products stay below 2**24; all else is
 * single operations on float64 in the order of Python's. The loops are those of `exactKernel.wat`.
 */

import type { ExactMemory } from "./exactMemory.js";

export const GRID = 2 ** 13; // the state's whole numbers to 1
const EXACT = 2 ** 24;
const MOST_LEVELS = 2 ** 13; // what the products in Python take
const CLIP = 512 * GRID;
const GELU_STEPS = 2 ** 10; // the table's steps to 1
const EXP_STEPS = 2 ** 9; // the same
const SHARES = 2 ** 12; // the levels of attention's weights, which add up to 1
const BYTES = 8; // of a number in float64
const INPUT_BYTES = 2; // of a number that enters a product

/** Numbers in the memory: `width` for each token. */
export interface State {
  readonly at: number;
  readonly tokens: number;
  readonly width: number;
}

/** Takes memory for a state, whose numbers are any. */
export function takeState(memory: ExactMemory, tokens: number, width: number): State {
  return { at: memory.take(tokens * width * BYTES), tokens, width };
}

function keepNumbers(
  memory: ExactMemory,
  values: Float32Array | Float64Array,
  factor: number,
): number {
  return memory.keep(Float64Array.from(values, (each) => each * factor));
}

/** The columns of a matrix that are multiplied together. */
interface Part {
  readonly weights: number;
  readonly levels: number;
}

/** A matrix product and a bias. */
export class Linear {
  /** The unit of the wide layer's output, which the table of GELU is in. */
  static readonly wideUnit = GELU_STEPS;
  readonly #memory: ExactMemory;
  readonly #rows: number;
  readonly #width: number;
  readonly #parts: readonly Part[];
  readonly #scale: number;
  readonly #bias: number;

  /**
   * @param memory keeps the weights.
   * @param weights outputs x inputs: a multiple of 4, and of 16 for each part.
   * @param parts the number of equal parts that the inputs are cut into.
   * @param unit the output's whole numbers to 1, a power of two.
   */
  constructor(
    memory: ExactMemory,
    weights: Int8Array,
    scale: Float32Array | Float64Array,
    bias: Float32Array,
    parts: number,
    unit: number,
  ) {
    this.#memory = memory;
    this.#rows = scale.length;
    const inputs = weights.length / this.#rows;
    this.#width = inputs / parts;
    this.#scale = keepNumbers(memory, scale, unit / GRID);
    this.#bias = keepNumbers(memory, bias, unit);
    const packed = memory.take(weights.length);
    const { top } = memory;
    const plain = memory.keep(weights);
    this.#parts = Array.from({ length: parts }, (_, part) => {
      const [from, to] = [plain + part * this.#width, packed + part * this.#width * this.#rows];
      const largest = memory.kernel.pack(from, this.#rows, inputs, this.#width, to);
      return { weights: to, levels: Math.min(Math.floor(EXACT / largest), MOST_LEVELS) };
    });
    memory.top = top;
  }

  /** Returns the outputs of each token, in memory that it takes. */
  run({ at, tokens, width }: State): State {
    const memory = this.#memory;
    const found = takeState(memory, tokens, this.#rows);
    const { top, kernel } = memory;
    const steps = memory.take(tokens * BYTES);
    const inputs = memory.take(tokens * this.#width * INPUT_BYTES);
    memory.numbers(found.at, tokens * this.#rows).fill(0);
    const stride = width * BYTES;
    this.#parts.forEach(({ weights, levels }, part) => {
      const from = at + part * this.#width * BYTES;
      kernel.roundTokens(from, tokens, stride, this.#width, levels, steps, inputs);
      kernel.multiply(inputs, steps, tokens, this.#width, weights, this.#rows, found.at);
    });
    kernel.scale(found.at, tokens, this.#rows, this.#scale, this.#bias);
    memory.top = top;
    return found;
  }
}

/** Layer normalisation. */
export class Norm {
  readonly #memory: ExactMemory;
  readonly #weight: number;
  readonly #bias: number;

  constructor(memory: ExactMemory, weight: Float32Array, bias: Float32Array) {
    this.#memory = memory;
    this.#weight = keepNumbers(memory, weight, GRID);
    this.#bias = keepNumbers(memory, bias, GRID);
  }

  /** Gives each token's numbers mean 0 and variance 1, times weight plus bias, in place. */
  run({ at, tokens, width }: State): void {
    const { kernel } = this.#memory;
    kernel.normalise(at, tokens, width, CLIP);
    kernel.scale(at, tokens, width, this.#weight, this.#bias);
  }
}

/** The activation x * (the normal distribution up to x). */
export class Gelu {
  readonly #memory: ExactMemory;
  readonly #table: number;
  readonly #last: number;

  /** @param table |x| * (the normal distribution up to -|x|), for |x| in steps; the last is 0. */
  constructor(memory: ExactMemory, table: Uint16Array) {
    this.#memory = memory;
    this.#table = memory.keep(table);
    this.#last = table.length - 1;
  }

  /** Replaces numbers, `Linear.wideUnit` to 1, by their activations on the grid. */
  run({ at, tokens, width }: State): void {
    const unit = GRID / GELU_STEPS;
    this.#memory.kernel.gelu(at, tokens * width, unit, this.#table, this.#last);
  }
}

/** Attention of each token of a text to all of them. */
export class Attention {
  readonly #memory: ExactMemory;
  readonly #table: number;
  readonly #last: number;
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
  constructor(memory: ExactMemory, table: Uint16Array, heads: number, width: number, most: number) {
    this.#memory = memory;
    this.#table = memory.keep(table);
    this.#last = table.length - 1;
    this.#heads = heads;
    this.#size = width / heads;
    this.#valueLevels = Math.floor(EXACT / (SHARES + Math.floor(most / 2)));
    this.#matchLevels = Math.floor(Math.sqrt(Math.floor(EXACT / this.#size)));
    this.#factor = EXP_STEPS / Math.sqrt(this.#size) / GRID / GRID;
  }

  /**
   * Returns what each token gathers, in memory that it takes.
   * @param state for each token its queries, keys and values.
   */
  run(state: State): State {
    const memory = this.#memory;
    const { tokens } = state;
    const width = state.width / 3;
    const gathered = takeState(memory, tokens, width);
    const { top, kernel } = memory;
    // The kernel reads a row more than there are, where their number is odd.
    const places = [0, 1, 2].map(() => memory.take((tokens + 1) * this.#size * INPUT_BYTES));
    const [queries, keys, values] = places as [number, number, number];
    const room = memory.take((tokens + 1) * 4);
    for (let head = 0; head < this.#heads; head++) {
      const part = (kind: number, levels: number, to: number) =>
        this.#round(state, kind * width + head * this.#size, levels, to);
      const query = part(0, this.#matchLevels, queries);
      const key = part(1, this.#matchLevels, keys);
      const value = part(2, this.#valueLevels, values);
      kernel.attend(
        queries,
        keys,
        values,
        tokens,
        this.#size,
        query * key * this.#factor,
        this.#table,
        this.#last,
        SHARES,
        value,
        room,
        gathered.at + head * this.#size * BYTES,
        width * BYTES,
      );
    }
    memory.top = top;
    return gathered;
  }

  /** Rounds one head's queries, keys or values; returns what a level stands for. */
  #round({ at, tokens, width }: State, first: number, levels: number, to: number): number {
    const { kernel } = this.#memory;
    const from = at + first * BYTES;
    const largest = kernel.largest(from, tokens, width * BYTES, this.#size);
    kernel.round(from, tokens, width * BYTES, this.#size, levels / largest, to);
    return largest / levels;
  }
}
