/**
 * A BERT model in exact arithmetic: the numbers of tokens -> a vector of whole numbers.
 *
 * The twin of `vizsla/encoders/text/exact_transformer.py`: the same bits for every text.
 */
import { readSafetensors } from "../../bundle/safetensors.js";
import { rounded } from "../../rounded.js";
import { ExactMemory } from "./exactMemory.js";
import { Attention, GRID, Gelu, Linear, Norm, takeState, type State } from "./exactLayers.js";
import { FourBitRows, TYPES, int8Matrix, read, type Tensors } from "./fourBits.js";

export const UNIT = 2 ** 15; // the vector's whole numbers to 1: they fit into int16
const PART_UNIT = 256; // the same of vectors of a text's parts
const PART_MOST = 32_767; // they fit into int16
const FIRST_TOKEN = 1; // the value of `pooling` where a text's vector is the state of its first token
const FINE = 2 ** 14; // the embeddings' whole numbers to 1
const MEAN_LEVELS = 2 ** 20;
/** The model. */
export class ExactTransformer {
  readonly #memory: ExactMemory;
  readonly #words: FourBitRows;
  readonly #frequent: FourBitRows | null;
  readonly #places: Int32Array;
  #last: { readonly tokens: readonly number[]; readonly states: Float64Array } | undefined;
  readonly #norm: Norm;
  readonly #takesFirst: boolean;
  readonly #middle: Float64Array | null;
  readonly #layers: readonly Layer[];

  /**
   * @param weights the file of weights, whose hash was compared.
   * @param where its name, for messages.
   */
  constructor(weights: Uint8Array, where: string) {
    const tensors: Tensors = readSafetensors(weights, where, TYPES);
    const levels = Float64Array.from(read(tensors, "words.levels", "I8"), (each) => each * FINE);
    this.#words = new FourBitRows(tensors, "words", levels);
    this.#frequent = tensors.has("frequent.codes")
      ? new FourBitRows(tensors, "frequent", levels)
      : null;
    this.#places = read(tensors, "places", "I32");
    const [most, width] = tensors.get("places")!.shape as [number, number];
    const heads = read(tensors, "heads", "I32")[0]!;
    const middle = tensors.get("middle")?.data;
    this.#middle = middle ? Float64Array.from(middle) : null;
    this.#takesFirst = tensors.get("pooling")?.data[0] === FIRST_TOKEN;
    const memory = (this.#memory = new ExactMemory());
    this.#norm = norm(memory, tensors, "norm");
    const attention = new Attention(memory, read(tensors, "exp", "U16"), heads, width, most);
    const gelu = new Gelu(memory, read(tensors, "gelu", "U16"));
    const layers: Layer[] = [];
    while (tensors.has(`${layers.length}.joint.bias`)) {
      layers.push(new Layer(memory, tensors, String(layers.length), attention, gelu));
    }
    this.#layers = layers;
  }

  /**
   * Returns a text's vector, `UNIT` to 1: the mean over its tokens, or the state of the first where the
   * weights say so, of length 1. Where they hold the `middle` of texts, it points from there.
   * @param tokens the numbers of the text's tokens: at least 1, and at most the model's.
   */
  embed(tokens: readonly number[]): Float64Array {
    const { width } = this.#words;
    const states = this.#run(tokens);
    const found = unitLength(sumOf(this.#takesFirst ? states.subarray(0, width) : states, width));
    const middle = this.#middle;
    return middle ? unitLength(found.map((each, at) => each - middle[at]!)) : found;
  }

  /**
   * Returns a vector of each part of a text, one behind the other, `PART_UNIT` to 1: the mean over the part's
   * tokens, or zero where it has none.
   * @param tokens the numbers of the text's tokens, between the model's two marks.
   * @param counts the number of each part's tokens.
   * @param lead the number of tokens before those of the parts.
   */
  embedParts(tokens: readonly number[], counts: readonly number[], lead: number): Float64Array {
    const { width } = this.#words;
    const states = this.#run(tokens);
    const found = new Float64Array(counts.length * width);
    let start = lead * width;
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

  /**
   * Returns the vectors of tokens, one behind the other. They are kept until the next text: a text's label and its entities need the same.
   */
  #run(tokens: readonly number[]): Float64Array {
    const isLast =
      tokens.length === this.#last?.tokens.length &&
      tokens.every((each, at) => each === this.#last!.tokens[at]);
    if (!isLast) this.#last = { tokens: [...tokens], states: this.#runLayers(tokens).slice() };
    return this.#last!.states;
  }

  #runLayers(tokens: readonly number[]): Float64Array {
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
      if (number < (this.#frequent?.count ?? 0)) this.#frequent!.addTo(row, number);
      for (let at = 0; at < width; at++) {
        row[at] = rounded(row[at]! + this.#places[token * width + at]!);
      }
    });
    return state;
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

  constructor(
    memory: ExactMemory,
    tensors: Tensors,
    name: string,
    attention: Attention,
    gelu: Gelu,
  ) {
    this.#memory = memory;
    this.#attention = attention;
    this.#gelu = gelu;
    this.#joint = linear(memory, tensors, `${name}.joint`);
    this.#out = linear(memory, tensors, `${name}.out`);
    this.#wide = linear(memory, tensors, `${name}.wide`, 1, Linear.wideUnit);
    this.#narrow = linear(memory, tensors, `${name}.narrow`, 2);
    this.#norms = [norm(memory, tensors, `${name}.norm1`), norm(memory, tensors, `${name}.norm2`)];
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

function linear(
  memory: ExactMemory,
  tensors: Tensors,
  name: string,
  parts = 1,
  unit = GRID,
): Linear {
  const { weights, scale } = int8Matrix(tensors, name);
  const bias = read(tensors, `${name}.bias`, "F32");
  return new Linear(memory, weights, scale, bias, parts, unit);
}

function norm(memory: ExactMemory, tensors: Tensors, name: string): Norm {
  return new Norm(
    memory,
    read(tensors, `${name}.weight`, "F32"),
    read(tensors, `${name}.bias`, "F32"),
  );
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
