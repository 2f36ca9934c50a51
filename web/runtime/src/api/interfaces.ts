/** The functions that callers hold: their methods and options. */
import type { Answer, Explanation } from "../answer.js";
import type { Progress } from "../bundle/bundleFiles.js";
import type { Manifest } from "../bundle/manifest.js";
import type { VizslaError } from "../errors.js";
import type { AnswerOptions } from "../functions/base.js";
import type { Cells } from "../functions/columnValues.js";
import type { InputLimits } from "../modalities/sources/inputLimits.js";

/** The options of every call with an input. */
export interface InputOptions {
  /** Cancels the call: it rejects with a CancelledError. */
  readonly signal?: AbortSignal;
  /** Changes the limits of what is read, such as `{ allowPrivateUrls: true }`. */
  readonly limits?: Partial<InputLimits>;
}

export interface CallOptions extends AnswerOptions, InputOptions {
  /** For live video: waiting calls of this function with `latest` are cancelled for this one. */
  readonly latest?: boolean;
}

export interface ExplainOptions extends InputOptions {
  /** The label to explain; by default the answer's. */
  readonly label?: string;
  /** The cells of the input's columns of metadata, as for a call. */
  readonly columns?: Cells;
}

export interface LoadOptions {
  /** Receives the bytes so far; `loaded` ends equal to `total`. It is not called where all is here. */
  readonly onProgress?: (progress: Progress) => void;
  /** Cancels the download; the bytes so far are kept, and the next load goes on from there. */
  readonly signal?: AbortSignal;
  /** Whether to warm up in the background as soon as it is loaded. */
  readonly warmUp?: boolean;
}

/** How `load` opens a function. */
export interface OpenOptions extends LoadOptions {
  /**
   * `false` opens the function without the others that it names, which are then not downloaded: a
   * detector gives its network's own boxes, without the classifier that judges them. A description
   * can't do without its parts.
   */
  readonly parts?: boolean;
  /**
   * Headers of the requests to the function's address, such as `{ Authorization: "Bearer vz_..." }` for
   * a server that needs a key; requests to other addresses have none of them.
   */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One source of many, and its Answer or the error that says why it has none. */
export type Outcome<Source, A extends Answer = Answer> = readonly [Source, A | VizslaError];

/** Many sources: a list, or an iterator. */
export type Sources<Source> = Iterable<Source> | AsyncIterable<Source>;

/** The methods that take an input. */
export interface InputMethods<Source, A extends Answer = Answer> {
  /** Answers one input. */
  (source: Source, options?: CallOptions): Promise<A>;
  /**
   * Answers each of many inputs, a few ahead, in their order.
   * @returns pairs of a source and its Answer, or the error that says why it has none: one bad source
   * does not end it.
   * @throws InputTypeError - `sources` is one source, such as a text, and not a list of them.
   */
  over(sources: Sources<Source>, options?: CallOptions): AsyncIterable<Outcome<Source, A>>;
  /** Shows where in the input the answer comes from; by default the winning label. */
  explain(source: Source, options?: ExplainOptions): Promise<Explanation>;
  /**
   * Returns the input's embedding: the same numbers in every language.
   * @throws OptionError - the function has no encoder.
   */
  embed(source: Source, options?: InputOptions): Promise<Float32Array>;
  /** Returns the card, Markdown for people: its purpose, and how well it does. */
  card(): Promise<string>;
}

/** Something you call with an input, and that returns an Answer. */
export interface VizslaFunction<Source, A extends Answer = Answer> extends InputMethods<Source, A> {
  /** The name that it was published with. */
  readonly name: string;
  /** The names that it can answer with, as published; empty for a description. */
  readonly labels: readonly string[];
  /** Its manifest: labels, threshold, test, licences. */
  readonly manifest: Manifest;
  /** Why no answer is sure, and what would help; null where answers may be sure. */
  readonly whyNeverSure: string | null;
  /** Loads all that a call needs, and runs the self-test. The first call does so, too. */
  warmUp(): Promise<void>;
  /** Frees its memory; a call after this is an error. */
  close(): void;
  /** The same as `close`. */
  dispose(): void;

  /**
   * Adds a label of the user's own from a few examples; nothing leaves the device.
   * @returns how many examples of the label there are now.
   */
  teach(label: string, sources: Iterable<Source>): Promise<number>;
  /** Removes a taught label; false where there is none. */
  forget(label: string): Promise<boolean>;
  /** Returns the taught labels, and the number of examples of each. */
  taught(): Promise<Record<string, number>>;
  /** Returns all taught labels as one .zip: to import elsewhere, and a dataset for a project. */
  export(): Promise<Blob>;
  /**
   * Adds the labels of an export; examples that are there already are not added again.
   * @returns how many examples are new.
   */
  import(content: Blob | ArrayBuffer | Uint8Array): Promise<number>;
}

/** One of the functions that come with the runtime: it is loaded when it is first used. */
export interface ShippedFunction<Source, A extends Answer = Answer> extends InputMethods<
  Source,
  A
> {
  /** Loads the function, with progress, and returns it with all its methods. */
  load(options?: LoadOptions): Promise<VizslaFunction<Source, A>>;
  /** Loads the function and runs the self-test. */
  warmUp(options?: LoadOptions): Promise<void>;
  /** Frees its memory; the next call loads it again. */
  close(): void;
  /** The same as `close`. */
  dispose(): void;
}
