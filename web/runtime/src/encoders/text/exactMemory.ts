/** The memory of the kernel in WebAssembly: a model's tensors, and above them what a call needs. */
import { cannotStart } from "../../cannotStart.js";
import { EXACT_KERNEL } from "./exactKernel.wasm.js";

/** The functions of `exactKernel.wat`, which says what they do. Addresses are bytes. */
export interface Kernel {
  largest(at: number, rows: number, stride: number, count: number): number;
  round(at: number, rows: number, stride: number, count: number, factor: number, to: number): void;
  roundTokens(
    at: number,
    tokens: number,
    stride: number,
    count: number,
    levels: number,
    steps: number,
    to: number,
  ): void;
  pack(from: number, rows: number, stride: number, width: number, to: number): number;
  multiply(
    inputs: number,
    steps: number,
    tokens: number,
    width: number,
    weights: number,
    rows: number,
    out: number,
  ): void;
  scale(at: number, tokens: number, width: number, scale: number, bias: number): void;
  add(to: number, from: number, count: number): void;
  normalise(at: number, tokens: number, width: number, clip: number): void;
  gelu(at: number, count: number, unit: number, table: number, last: number): void;
  attend(
    queries: number,
    keys: number,
    values: number,
    tokens: number,
    size: number,
    factor: number,
    table: number,
    last: number,
    all: number,
    step: number,
    room: number,
    out: number,
    stride: number,
  ): void;
}

const PAGE = 65_536;
const ALIGNED = 16;

/** The kernel and its memory, which is a stack: what is taken last is given back first. */
export class ExactMemory {
  readonly kernel: Kernel;
  readonly #memory: WebAssembly.Memory;
  /** Where the free memory begins; set to an earlier value, it gives back what was taken since. */
  top = 0;

  /** @throws EngineError - WebAssembly with SIMD is missing here. */
  constructor() {
    const binary = Uint8Array.from(atob(EXACT_KERNEL), (each) => each.charCodeAt(0));
    try {
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary));
      this.kernel = exports as unknown as Kernel;
      this.#memory = exports["memory"] as WebAssembly.Memory;
    } catch (cause) {
      throw cannotStart("the reading of texts", cause);
    }
  }

  /** Takes memory, whose content is any; returns its address. */
  take(bytes: number): number {
    const at = this.top;
    this.top = Math.ceil((at + bytes) / ALIGNED) * ALIGNED;
    const missing = this.top - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
    return at;
  }

  /** Takes memory for a copy of an array; returns its address. */
  keep(values: Int8Array | Uint16Array | Float64Array): number {
    const at = this.take(values.byteLength);
    this.bytes(at, values.byteLength).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    return at;
  }

  /** A view of memory, valid until more is taken. */
  bytes(at: number, count: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, at, count);
  }

  /** A view of memory, valid until more is taken. */
  numbers(at: number, count: number): Float64Array {
    return new Float64Array(this.#memory.buffer, at, count);
  }
}
