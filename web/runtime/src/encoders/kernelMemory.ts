/** The memory of a kernel in WebAssembly: a model's tensors, and above them what a call needs. */
import { cannotStart } from "../cannotStart.js";

const PAGE = 65_536;
const ALIGNED = 16;

/** A kernel and its memory, which is a stack: what is taken last is given back first. */
export class KernelMemory<Kernel> {
  readonly kernel: Kernel;
  readonly #memory: WebAssembly.Memory;
  /** Where the free memory begins; set to an earlier value, it gives back what was taken since. */
  top = 0;

  /**
   * @param binary the kernel's module, in base64.
   * @param what what it does, for messages.
   * @throws EngineError - WebAssembly with SIMD is missing here.
   */
  constructor(binary: string, what: string) {
    const bytes = Uint8Array.from(atob(binary), (each) => each.charCodeAt(0));
    try {
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
      this.kernel = exports as unknown as Kernel;
      this.#memory = exports["memory"] as WebAssembly.Memory;
    } catch (cause) {
      throw cannotStart(what, cause);
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
