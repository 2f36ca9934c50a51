/** Reads tables of a FlatBuffer (https://flatbuffers.dev/internals), each offset checked. */
import { copyOf, viewOf } from "../bytes/bytes.js";

const MOST_TEXT = 100; // for a message

/** The error of bytes that are no such FlatBuffer; it never leaves this folder. */
export class MalformedError extends Error {}

/** The offset of a vector's items, and their number. */
export interface Vector {
  readonly at: number;
  readonly count: number;
}

/** Little-endian numbers at any offset of the content. */
export class FlatBuffer {
  readonly #view: DataView;

  constructor(readonly content: Uint8Array) {
    this.#view = viewOf(content);
  }

  /** Returns the view, if so many bytes lie at that place. */
  #within(at: number, bytes: number): DataView {
    if (!(at >= 0 && at + bytes <= this.#view.byteLength)) {
      throw new MalformedError("an offset points outside of the file");
    }
    return this.#view;
  }

  int8(at: number): number {
    return this.#within(at, 1).getInt8(at);
  }

  uint16(at: number): number {
    return this.#within(at, 2).getUint16(at, true);
  }

  int32(at: number): number {
    return this.#within(at, 4).getInt32(at, true);
  }

  uint32(at: number): number {
    return this.#within(at, 4).getUint32(at, true);
  }

  float32(at: number): number {
    return this.#within(at, 4).getFloat32(at, true);
  }

  /** Exact up to 2^53 only. */
  int64(at: number): number {
    return Number(this.#within(at, 8).getBigInt64(at, true));
  }

  /** Returns the table that an offset at that place points to. */
  table(at: number): Table {
    return new Table(this, at + this.uint32(at));
  }
}

/** A table: its fields by number; any field may be left out. */
export class Table {
  readonly #vtable: number;
  readonly #size: number;

  constructor(
    private readonly buffer: FlatBuffer,
    private readonly at: number,
  ) {
    this.#vtable = at - buffer.int32(at);
    this.#size = buffer.uint16(this.#vtable);
  }

  #field(number: number): number | null {
    const entry = 4 + 2 * number;
    if (entry + 2 > this.#size) return null;
    const offset = this.buffer.uint16(this.#vtable + entry);
    return offset === 0 ? null : this.at + offset;
  }

  /** Reads a field of one byte; 0 where it is left out. */
  int8(number: number): number {
    const at = this.#field(number);
    return at === null ? 0 : this.buffer.int8(at);
  }

  int32(number: number, missing = 0): number {
    const at = this.#field(number);
    return at === null ? missing : this.buffer.int32(at);
  }

  /** Reads a vector of whole numbers of 32 bits. */
  ints(number: number, most: number): number[] {
    const { at, count } = this.vector(number, most);
    return Array.from({ length: count }, (_, index) => this.buffer.int32(at + 4 * index));
  }

  table(number: number): Table | null {
    const at = this.#field(number);
    return at === null ? null : this.buffer.table(at);
  }

  /** Reads a vector of at most so many items; an empty one where it is left out. */
  vector(number: number, most: number): Vector {
    const field = this.#field(number);
    if (field === null) return { at: 0, count: 0 };
    const at = field + this.buffer.uint32(field);
    const count = this.buffer.uint32(at);
    if (count > most)
      throw new MalformedError(`it has a vector of ${count} items, and may have ${most}`);
    return { at: at + 4, count };
  }

  /** Reads the start of a text; an empty one where it is left out. */
  text(number: number): string {
    const { at, count } = this.vector(number, Number.MAX_SAFE_INTEGER);
    const bytes = this.buffer.content.subarray(at, at + Math.min(count, MOST_TEXT));
    return new TextDecoder().decode(copyOf(bytes));
  }
}
