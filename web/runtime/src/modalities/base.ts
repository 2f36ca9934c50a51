/**
 * The protocol of a modality: a kind of input, such as images, texts or sounds.
 *
 * A modality has two halves, because in a browser they live apart: the page packs a source so that it
 * can be posted, and the worker reads the value that functions take. In Node one object is both.
 */
import type { Fields } from "../bundle/fields.js";
import type { InputLimits } from "./sources/inputLimits.js";

/** A source that was packed: plain data, or objects that can be posted to a worker. */
export interface Payload {
  /** The form in which the source was packed, for the reader. */
  readonly kind: string;
}

/** How a value is to be read. */
export interface ReadOptions {
  readonly limits: InputLimits;
  readonly signal?: AbortSignal | undefined;
}

/** A source's own file. */
export interface SourceFile {
  readonly content: Uint8Array;
  /** Its media type, such as `image/jpeg`. */
  readonly type: string;
}

/** The caller's half. */
export interface SourcePacker<Source = unknown> {
  /** The modality's name, as `input` of a manifest has it. */
  readonly name: string;
  /**
   * Packs a source as it is at this moment: the caller may go on changing it.
   * @param limits - those that are not the usual ones; the reader checks all of them.
   * @throws InputTypeError - it is not one of the types that the modality takes.
   */
  pack(source: Source, limits?: Partial<InputLimits>): Promise<Payload>;
  /** Lists the objects of a payload that are handed over instead of being copied. */
  transfers?(payload: Payload): Transferable[];
  /** Frees a payload that nobody has read. */
  release?(payload: Payload): void;
}

/** The function's half. */
export interface ValueReader<Value = unknown> {
  /** The modality's name, as `input` of a manifest has it. */
  readonly name: string;
  /**
   * Checks the modality's own fields in `input` of a manifest, where it has them.
   * @throws BundleDamagedError - one is wrong.
   */
  checkInput?(input: Fields): void;
  /**
   * Reads and decodes a payload.
   * @throws InputError - it can't be used; the class says why.
   */
  read(payload: Payload, options: ReadOptions): Promise<Value>;
  /** Frees the value's memory. */
  close?(value: Value): void;
  /** Returns the source's own file, to be kept with a label; null where it has none. */
  file?(payload: Payload, options: ReadOptions): Promise<SourceFile | null>;
  /** Frees a payload, whether or not it was read. */
  release?(payload: Payload): void;
}

/** Both halves in one: a modality of a program that has no worker. */
export interface Modality<Source = unknown, Value = unknown>
  extends SourcePacker<Source>, ValueReader<Value> {}
