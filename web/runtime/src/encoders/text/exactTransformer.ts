/**
 * A BERT model in exact arithmetic: the numbers of tokens -> a vector of whole numbers.
 *
 * The twin of `vizsla/encoders/text/exact_transformer.py`: the same bits for every text.
 */
import { readSafetensors, type Tensor } from "../../bundle/safetensors.js";
import { ExactProducts } from "./exactProducts.js";
import { Attention, GRID, Linear, Norm, gelu, rounded, type Numbers } from "./exactLayers.js";

export const UNIT = 2 ** 15; // the vector's whole numbers to 1: they fit into int16
const FINE = 2 ** 14; // the embeddings' whole numbers to 1
const MEAN_LEVELS = 2 ** 20;
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

/** The model. */
export class ExactTransformer {
  readonly #words: Rows;
  readonly #frequent: Rows;
  readonly #places: Int16Array;
  readonly #norm: Norm;
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
    this.#places = read("places", "I16");
    this.#norm = norm(read, "norm");
    const [most, width] = tensors.get("places")!.shape as [number, number];
    const heads = read("heads", "I32")[0]!;
    const attention = new Attention(read("exp", "U16"), heads, width, most);
    const products = new ExactProducts();
    const layers: Layer[] = [];
    while (tensors.has(`${layers.length}.joint.weight`)) {
      layers.push(new Layer(read, String(layers.length), attention, products));
    }
    this.#layers = layers;
  }

  /**
   * Returns a text's vector, `UNIT` to 1: the mean over its tokens, of length 1.
   * @param tokens the numbers of the text's tokens: at least 1, and at most the model's.
   */
  embed(tokens: readonly number[]): Numbers {
    let state = this.#norm.run(this.#lookUp(tokens));
    for (const layer of this.#layers) state = layer.run(state);
    const width = state.length / tokens.length;
    const sums = new Float64Array(width);
    for (let start = 0; start < state.length; start += width) {
      for (let at = 0; at < width; at++) sums[at]! += state[start + at]!;
    }
    return unitLength(sums);
  }

  #lookUp(tokens: readonly number[]): Numbers {
    const width = this.#words.width;
    const state = new Float64Array(tokens.length * width);
    tokens.forEach((number, token) => {
      const row = state.subarray(token * width, (token + 1) * width);
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
  readonly #levels: Numbers;

  constructor(read: Read, name: string, levels: Numbers) {
    this.#codes = read(`${name}.codes`, "U8");
    this.#scale = read(`${name}.scale`, "F32");
    this.#levels = levels;
    this.count = this.#scale.length;
    this.width = (2 * this.#codes.length) / this.count;
  }

  /** Adds a row to numbers. */
  addTo(numbers: Numbers, row: number): void {
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
  readonly #attention: Attention;
  readonly #gelu: Uint16Array;
  readonly #joint: Linear;
  readonly #out: Linear;
  readonly #wide: Linear;
  readonly #narrow: Linear;
  readonly #norms: readonly [Norm, Norm];

  constructor(read: Read, name: string, attention: Attention, products: ExactProducts) {
    this.#attention = attention;
    this.#gelu = read("gelu", "U16");
    this.#joint = linear(products, read, `${name}.joint`);
    this.#out = linear(products, read, `${name}.out`);
    this.#wide = linear(products, read, `${name}.wide`, 1, Linear.wideUnit);
    this.#narrow = linear(products, read, `${name}.narrow`, 2);
    this.#norms = [norm(read, `${name}.norm1`), norm(read, `${name}.norm2`)];
  }

  run(state: Numbers): Numbers {
    const gathered = this.#out.run(this.#attention.run(this.#joint.run(state)));
    const middle = this.#norms[0].run(added(gathered, state));
    const wide = gelu(this.#wide.run(middle), this.#gelu);
    return this.#norms[1].run(added(this.#narrow.run(wide), middle));
  }
}

function linear(products: ExactProducts, read: Read, name: string, parts = 1, unit = GRID): Linear {
  const weights = read(`${name}.weight`, "I8");
  return new Linear(
    products,
    weights,
    read(`${name}.scale`, "F32"),
    read(`${name}.bias`, "F32"),
    parts,
    unit,
  );
}

function norm(read: Read, name: string): Norm {
  return new Norm(read(`${name}.weight`, "F32"), read(`${name}.bias`, "F32"));
}

/** Adds numbers to others, in place. */
function added(to: Numbers, others: Numbers): Numbers {
  for (let at = 0; at < to.length; at++) to[at]! += others[at]!;
  return to;
}

/** Returns a vector of length 1 in whole numbers, `UNIT` to 1. */
function unitLength(sums: Numbers): Numbers {
  const largest = sums.reduce((most, each) => Math.max(most, Math.abs(each)), 1);
  const whole = sums.map((each) => rounded(each * (MEAN_LEVELS / largest)));
  const squares = whole.reduce((sum, each) => sum + each * each, 0);
  const factor = UNIT / Math.sqrt(Math.max(squares, 1));
  return whole.map((each) => Math.min(rounded(each * factor), UNIT - 1));
}
