/** Products of whole numbers with 8-bit weights, in WebAssembly: the weights live in its memory. */
import { cannotStart } from "../../cannotStart.js";
import { PRODUCTS } from "./products.wasm.js";

interface Kernel {
  readonly memory: WebAssembly.Memory;
  multiply(
    inputs: number,
    blocks: number,
    width: number,
    weights: number,
    rows: number,
    stride: number,
    out: number,
  ): void;
}

const PAGE = 65_536;
const BLOCK = 4; // tokens that the kernel takes at a time
const CHUNK = 8; // inputs of a token beside each other

/** A matrix in the kernel's memory. */
export interface Matrix {
  readonly at: number;
  readonly rows: number;
  readonly inputs: number;
}

/** The kernel, and the matrices of one model. */
export class ExactProducts {
  readonly #kernel: Kernel;
  #end = 0; // of what the memory holds

  /** @throws EngineError - WebAssembly with SIMD is missing here. */
  constructor() {
    const binary = Uint8Array.from(atob(PRODUCTS), (each) => each.charCodeAt(0));
    try {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(binary));
      this.#kernel = instance.exports as unknown as Kernel;
    } catch (cause) {
      throw cannotStart("the reading of texts", cause);
    }
  }

  /** Copies a matrix into the kernel's memory, before the first product. */
  add(weights: Int8Array, rows: number): Matrix {
    const at = this.#end;
    this.#end = roundUp(at + weights.length);
    this.#reserve(this.#end);
    new Int8Array(this.#kernel.memory.buffer).set(weights, at);
    return { at, rows, inputs: weights.length / rows };
  }

  /**
   * Multiplies tokens with the rows of a matrix.
   * @param write writes the inputs of a token, `width` of them.
   * @param start the first input of each row that counts.
   * @param width how many inputs count, a multiple of 16.
   * @returns the sums of the tokens for each row, one row after the other, and the tokens in a row:
   * there may be a few more than asked for. They are valid until the next product.
   */
  multiply(
    { at, rows, inputs }: Matrix,
    tokens: number,
    start: number,
    width: number,
    write: (whole: Int16Array, token: number) => void,
  ): { sums: Int32Array; stride: number } {
    const blocks = Math.ceil(tokens / BLOCK);
    const stride = blocks * BLOCK;
    const outAt = roundUp(this.#end + stride * width * 2);
    this.#reserve(outAt + rows * stride * 4);
    const { buffer } = this.#kernel.memory;
    const packed = new Int16Array(buffer, this.#end, stride * width);
    const whole = new Int16Array(width);
    for (let token = 0; token < tokens; token++) {
      write(whole, token);
      let to = (token - (token % BLOCK)) * width + (token % BLOCK) * CHUNK;
      for (let from = 0; from < width; to += BLOCK * CHUNK) {
        for (let each = 0; each < CHUNK; each++) packed[to + each] = whole[from++]!;
      }
    }
    this.#kernel.multiply(this.#end, blocks, width, at + start, rows, inputs, outAt);
    return { sums: new Int32Array(buffer, outAt, rows * stride), stride };
  }

  #reserve(bytes: number): void {
    const { memory } = this.#kernel;
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
