/**
 * A BERT model in exact arithmetic: the numbers of tokens -> a vector of whole numbers.
 *
 * The twin of `vizsla/encoders/text/exact_transformer.py`: the same bits for every text.
 */
import { readSafetensors, type Tensor } from "../../bundle/safetensors.js";
import { ExactMemory } from "./exactMemory.js";
import { Attention, GRID, Gelu, Linear, Norm, takeState, type State } from "./exactLayers.js";

export const UNIT = 2 ** 15; // the vector's whole numbers to 1: they fit into int16
const PART_UNIT = 256; // the same of vectors of a text's parts
const PART_MOST = 32_767; // they fit into int16
const FIRST_TOKEN = 1; // the value of `pooling` where a text's vector is the state of its first token
const FINE = 2 ** 14; // the embeddings' whole numbers to 1
const MEAN_LEVELS = 2 ** 20;
const ROUNDING = 3 * 2 ** 51; // float64 has no place for halves beside it
const TYPES = {
  F32: Float32Array,
  I8: Int8Array,
  U8: Uint8Array,
  I16: Int16Array,
  U16: Uint16Array,
  I32: Int32Array,
} as const;

type Type = keyof typeof TYPES;
type Data<T extends Type> = Tensor<T>["data"];
type Read = <T extends Type>(name: string, type: T) => Data<T>;

/** Rounds a number below 2**51 to the nearest whole one, and a half to the even one. */
function rounded(value: number): number {
  return value + ROUNDING - ROUNDING;
}

/** The model. */
export class ExactTransformer {
  readonly #memory: ExactMemory;
  readonly #words: Rows;
  readonly #frequent: Rows;
  readonly #places: Int32Array;
  readonly #norm: Norm;
  readonly #takesFirst: boolean;
  readonly #layers: readonly Layer[];

  /**
   * @param weights the file of weights, whose hash was compared.
   * @param where its name, for messages.
   */
  constructor(weights: Uint8Array, where: string) {
    const tensors = readSafetensors<Type>(weights, where, TYPES);
    const read: Read = (name) => tensors.get(name)!.data as never;
    const levels = Float64Array.from(read("words.levels", "I8"), (each) => each * FINE);
    this.#words = new Rows(read, "words", levels);
    this.#frequent = new Rows(read, "frequent", levels);
    this.#places = read("places", "I32");
    const [most, width] = tensors.get("places")!.shape as [number, number];
    const heads = read("heads", "I32")[0]!;
    this.#takesFirst = tensors.get("pooling")?.data[0] === FIRST_TOKEN;
    const memory = (this.#memory = new ExactMemory());
    this.#norm = norm(memory, read, "norm");
    const attention = new Attention(memory, read("exp", "U16"), heads, width, most);
    const gelu = new Gelu(memory, read("gelu", "U16"));
    const layers: Layer[] = [];
    while (tensors.has(`${layers.length}.joint.weight`)) {
      layers.push(new Layer(memory, read, String(layers.length), attention, gelu));
    }
    this.#layers = layers;
  }

  /**
   * Returns a text's vector, `UNIT` to 1: the mean over its tokens, or the state of the first where the
   * weights say so, of length 1.
   * @param tokens the numbers of the text's tokens: at least 1, and at most the model's.
   */
  embed(tokens: readonly number[]): Float64Array {
    const { width } = this.#words;
    const states = this.#run(tokens);
    return unitLength(sumOf(this.#takesFirst ? states.subarray(0, width) : states, width));
  }

  /**
   * Returns a vector of each part of a text, one behind the other, `PART_UNIT` to 1: the mean over the part's
   * tokens, or zero where it has none.
   * @param tokens the numbers of the text's tokens, between the model's two marks.
   * @param counts the number of each part's tokens.
   */
  embedParts(tokens: readonly number[], counts: readonly number[]): Float64Array {
    const { width } = this.#words;
    const states = this.#run(tokens);
    const found = new Float64Array(counts.length * width);
    let start = width; // behind the first mark
    counts.forEach((count, part) => {
      const end = start + count * width;
      const factor = (count * GRID) / PART_UNIT;
      if (count) {
        const mean = sumOf(states.subarray(start, end), width).map((each) =>
          Math.max(-PART_MOST, Math.min(rounded(each / factor), PART_MOST)),
        );
        found.set(mean, part * width);
      }
      start = end;
    });
    return found;
  }

  /** Returns the vectors of tokens, one behind the other; a view that is valid until the next call. */
  #run(tokens: readonly number[]): Float64Array {
    const { top } = this.#memory;
    const state = this.#lookUp(tokens);
    this.#norm.run(state);
    for (const layer of this.#layers) layer.run(state);
    this.#memory.top = top;
    return this.#memory.numbers(state.at, tokens.length * state.width);
  }

  #lookUp(tokens: readonly number[]): State {
    const { width } = this.#words;
    const state = takeState(this.#memory, tokens.length, width);
    const numbers = this.#memory.numbers(state.at, tokens.length * width).fill(0);
    tokens.forEach((number, token) => {
      const row = numbers.subarray(token * width, (token + 1) * width);
      this.#words.addTo(row, number);
      if (number < this.#frequent.count) this.#frequent.addTo(row, number);
      for (let at = 0; at < width; at++) {
        row[at] = rounded(row[at]! + this.#places[token * width + at]!);
      }
    });
    return state;
  }
}

/** A table of 4-bit numbers: each is one of 16 levels, times the scale of its row. */
class Rows {
  readonly count: number;
  readonly width: number;
  readonly #codes: Uint8Array;
  readonly #scale: Float32Array;
  readonly #levels: Float64Array;

  constructor(read: Read, name: string, levels: Float64Array) {
    this.#codes = read(`${name}.codes`, "U8");
    this.#scale = read(`${name}.scale`, "F32");
    this.#levels = levels;
    this.count = this.#scale.length;
    this.width = (2 * this.#codes.length) / this.count;
  }

  /** Adds a row to numbers. */
  addTo(numbers: Float64Array, row: number): void {
    const scale = this.#scale[row]!;
    const start = (row * this.width) / 2;
    for (let at = 0; at < this.width; at++) {
      const pair = this.#codes[start + (at >> 1)]!;
      numbers[at]! += this.#levels[at % 2 ? pair >> 4 : pair & 15]! * scale;
    }
  }
}

/** One layer: attention, then two matrix products with an activation between them. */
class Layer {
  readonly #memory: ExactMemory;
  readonly #attention: Attention;
  readonly #gelu: Gelu;
  readonly #joint: Linear;
  readonly #out: Linear;
  readonly #wide: Linear;
  readonly #narrow: Linear;
  readonly #norms: readonly [Norm, Norm];

  constructor(memory: ExactMemory, read: Read, name: string, attention: Attention, gelu: Gelu) {
    this.#memory = memory;
    this.#attention = attention;
    this.#gelu = gelu;
    this.#joint = linear(memory, read, `${name}.joint`);
    this.#out = linear(memory, read, `${name}.out`);
    this.#wide = linear(memory, read, `${name}.wide`, 1, Linear.wideUnit);
    this.#narrow = linear(memory, read, `${name}.narrow`, 2);
    this.#norms = [norm(memory, read, `${name}.norm1`), norm(memory, read, `${name}.norm2`)];
  }

  /** Replaces a state by the layer's. */
  run(state: State): void {
    const { top } = this.#memory;
    this.#add(state, this.#out.run(this.#attention.run(this.#joint.run(state))));
    this.#norms[0].run(state);
    this.#memory.top = top;
    const wide = this.#wide.run(state);
    this.#gelu.run(wide);
    this.#add(state, this.#narrow.run(wide));
    this.#norms[1].run(state);
    this.#memory.top = top;
  }

  #add(to: State, from: State): void {
    this.#memory.kernel.add(to.at, from.at, to.tokens * to.width);
  }
}

function linear(memory: ExactMemory, read: Read, name: string, parts = 1, unit = GRID): Linear {
  const weights = read(`${name}.weight`, "I8");
  const [scale, bias] = [read(`${name}.scale`, "F32"), read(`${name}.bias`, "F32")];
  return new Linear(memory, weights, scale, bias, parts, unit);
}

function norm(memory: ExactMemory, read: Read, name: string): Norm {
  return new Norm(memory, read(`${name}.weight`, "F32"), read(`${name}.bias`, "F32"));
}

/** Returns the sum of vectors that lie one behind the other. */
function sumOf(vectors: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let start = 0; start < vectors.length; start += width) {
    for (let at = 0; at < width; at++) sums[at]! += vectors[start + at]!;
  }
  return sums;
}

/** Returns a vector of length 1 in whole numbers, `UNIT` to 1. */
function unitLength(sums: Float64Array): Float64Array {
  const largest = sums.reduce((most, each) => Math.max(most, Math.abs(each)), 1);
  const whole = sums.map((each) => rounded(each * (MEAN_LEVELS / largest)));
  const squares = whole.reduce((sum, each) => sum + each * each, 0);
  const factor = UNIT / Math.sqrt(Math.max(squares, 1));
  return whole.map((each) => Math.min(rounded(each * factor), UNIT - 1));
}
