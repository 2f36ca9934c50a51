/** Builds small .tflite files, whole or wrong on purpose. */
import { bytes } from "../realBundles.js";

export const UINT8 = 3;

/** A FlatBuffer that grows at its end: an offset is filled in when its target is put. */
class Builder {
  readonly #bytes: number[] = [];

  /** Puts an integer; returns where it is. */
  put(value: number, width: number): number {
    const at = this.#bytes.length;
    const whole = BigInt.asUintN(64, BigInt(value));
    for (let index = 0n; index < width; index++) {
      this.#bytes.push(Number((whole >> (8n * index)) & 255n));
    }
    return at;
  }

  /** A table that the offset at that place points to; returns where its fields are, of 4 bytes. */
  table(from: number, fields: readonly (number | null)[]): number[] {
    const vtable = this.put(4 + 2 * fields.length, 2);
    this.put(4 + 4 * fields.length, 2);
    fields.forEach((each, index) => this.put(each === null ? 0 : 4 + 4 * index, 2));
    this.#point(from);
    this.put(this.#bytes.length - vtable, 4);
    return fields.map((each) => this.put(each ?? 0, 4));
  }

  /** A vector that the offset at that place points to; returns where its items are. */
  vector(from: number, values: readonly number[], width = 4): number[] {
    this.#point(from);
    this.put(values.length, 4);
    return values.map((each) => this.put(each, width));
  }

  #point(from: number): void {
    const offset = this.#bytes.length - from;
    for (let byte = 0; byte < 4; byte++) this.#bytes[from + byte] = (offset >> (8 * byte)) & 255;
  }

  get content(): Uint8Array {
    return new Uint8Array(this.#bytes);
  }
}

export interface Small {
  /** Operators: the number's older field, its newer one, and a custom operator's name. */
  codes?: { old?: number | null; code?: number | null; custom?: string }[];
  shape?: number[];
  scale?: number[];
  zeroPoint?: number[];
  inputs?: number[];
  outputs?: number[];
}

const float = (value: number) => new DataView(new Float32Array([value]).buffer).getUint32(0, true);

/** A graph with one tensor, which is its input and its output, and any operators. */
export function smallGraph(given: Small): Uint8Array {
  const { codes = [{ old: 3 }], shape = [1, 2], scale = [0.5], zeroPoint = [7] } = given;
  const { inputs = [0], outputs = [0] } = given;
  const to = new Builder();
  const root = to.put(0, 4);
  for (const byte of bytes("TFL3")) to.put(byte, 1);
  const [, operators, subgraphs] = to.table(root, [3, 0, 0]);
  const starts = to.vector(
    operators!,
    codes.map(() => 0),
  );
  codes.forEach(({ old = null, code = null, custom }, index) => {
    const [, name] = to.table(starts[index]!, [old, custom === undefined ? null : 0, null, code]);
    if (custom !== undefined) to.vector(name!, [...bytes(custom)], 1);
  });
  const [first] = to.vector(subgraphs!, [0]);
  const [tensors, ins, outs] = to.table(first!, [0, 0, 0]);
  to.vector(ins!, inputs);
  to.vector(outs!, outputs);
  const [tensor] = to.vector(tensors!, [0]);
  const [sides, , , , quantization] = to.table(tensor!, [0, UINT8, null, null, 0]);
  to.vector(sides!, shape);
  const [, , scales, zeroPoints] = to.table(quantization!, [null, null, 0, 0]);
  to.vector(scales!, scale.map(float));
  to.vector(zeroPoints!, zeroPoint, 8);
  return to.content;
}
