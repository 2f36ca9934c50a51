/** The kernel of texts in WebAssembly. */
import { KernelMemory } from "../kernelMemory.js";
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

/** The kernel of texts, and its memory. */
export class ExactMemory extends KernelMemory<Kernel> {
  /** @throws EngineError - WebAssembly with SIMD is missing here. */
  constructor() {
    super(EXACT_KERNEL, "the reading of texts");
  }
}
