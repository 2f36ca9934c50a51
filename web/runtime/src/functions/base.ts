/** The protocols of functions and of their kinds, and the options of a call. */
import type { Answer, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import type { SharedFile } from "../bundle/bundleFiles.js";
import type { Manifest } from "../bundle/manifest.js";
import type { Encoder } from "../encoders/base.js";
import type { Embedding } from "../encoders/embedding.js";
import type { Graphs } from "../engine/graphs.js";
import { OptionError } from "../errors.js";
import type { ValueReader } from "../modalities/base.js";
import type { Cells } from "./columnValues.js";

/** The options of an answer. */
export interface AnswerOptions {
  /** How many alternatives to give, at least 1; 5 by default. */
  readonly top?: number;
  /**
   * The least score of a sure answer (for detection, of a box), 0 to 1; by default the one that the
   * function was published with.
   */
  readonly threshold?: number;
  /** Only answers of this kind, such as `dog`, or a WordNet id; for classification. */
  readonly within?: string;
  /**
   * The cells of the input's columns of metadata, such as `{ place: "garden" }`; for a function that knows
   * such columns, which its manifest lists. One that is left out is unknown.
   */
  readonly columns?: Cells;
  /**
   * The moment against which entities of dates are resolved: a Date, or its text such as
   * `2026-11-29T14:00`; now by default. For a function of texts that has such entities.
   */
  readonly reference?: Date | string;
  /** Where the text was written, such as `Europe/Berlin`; by default where this device is. */
  readonly zone?: string;
}

/** The options of one call, checked. */
export interface CheckedOptions {
  readonly top: number;
  readonly threshold: number | null;
  readonly within: string | null;
  readonly columns: Cells | null;
  readonly reference?: Date | string | undefined;
  readonly zone?: string | undefined;
}

/** What a value's embedding depends on besides the value. */
export type EmbedOptions = Pick<CheckedOptions, "columns" | "reference" | "zone">;

/** The options of a call that gives none. */
export const DEFAULT_OPTIONS: CheckedOptions = {
  top: 5,
  threshold: null,
  within: null,
  columns: null,
};

/** A function where the work is done: a value of its modality in, an Answer out. */
export interface FunctionCore<Value = unknown, A extends Answer = Answer> {
  readonly bundle: Bundle;
  /** The options that it takes. */
  readonly knownOptions: readonly (keyof AnswerOptions)[];
  /** Loads all that a call needs, and runs the self-tests. */
  warmUp(): Promise<void>;
  answer(value: Value, options: CheckedOptions): Promise<A>;
  /** Shows where in the value a label's score comes from; kinds without it can't be explained. */
  explain?(value: Value, label: string | null, columns: Cells | null): Promise<Explanation>;
  /** Frees the graph and the weights. */
  close(): void;
}

/** A function with an encoder, so that it has embeddings and can be taught. */
export interface EmbeddingFunction<Value = unknown> extends FunctionCore<Value> {
  readonly encoder: Encoder<Value>;
  /** Returns a value's embedding, with what the function's features add to the head's outputs. */
  embed(value: Value, options: EmbedOptions): Promise<Embedding>;
  /** Whether its answers have several labels; they have one where it is not said. */
  readonly hasSeveralLabels?: boolean;
  answerEmbedding(embedding: Embedding, options: CheckedOptions): Answer;
  /** Adds to an answer what else was found in its input by `embed`, such as entities. */
  complete?(answer: Answer, embedding: Embedding): Answer;
}

/** The surroundings that a kind opens a bundle in. */
export interface OpenContext<Value = unknown> {
  readonly graphs: Graphs;
  /** The modality of the function's input. */
  readonly modality: ValueReader<Value>;
  /** Opens one of the functions that the runtime ships; null where it ships none of that name. */
  openShipped(name: string): Promise<FunctionCore | null>;
  /**
   * Reads a file that the bundle shares with others; its hash is compared by the caller.
   * @param name - the npm package that may bring it.
   * @throws BundleDamagedError - it is nowhere, or can't be read.
   */
  readShared(file: SharedFile, name: string): Promise<Uint8Array>;
}

/** A kind of function; the registry lists them. */
export interface Kind<Value = unknown> {
  /** As `kind` of a manifest names it. */
  readonly name: string;
  /** The name of the modality that its functions take. */
  readonly modality: string;
  /** The kinds of features that its functions can look at besides the embedding; by default none. */
  readonly features?: readonly string[];
  /** Whether its functions need the engine; true where it is not said. */
  readonly needsEngine?: boolean;
  /** Whether the files that a bundle shares with others are in memory already. */
  isSharedHeld?(manifest: Manifest): boolean;
  /** Opens a bundle: reads and checks all of its files, and leaves the engine alone. */
  open(bundle: Bundle, context: OpenContext<Value>): Promise<FunctionCore<Value>>;
}

/**
 * Checks the options of a call.
 * @throws OptionError - one is not known, or out of its range.
 */
export function checkOptions(
  options: AnswerOptions,
  known: readonly (keyof AnswerOptions)[],
): CheckedOptions {
  for (const name of Object.keys(options)) {
    if (!(known as readonly string[]).includes(name)) {
      throw new OptionError(
        `unknown option ${JSON.stringify(name)}; this function takes ${known.join(", ")}`,
      );
    }
  }
  const {
    top = DEFAULT_OPTIONS.top,
    threshold = DEFAULT_OPTIONS.threshold,
    within = DEFAULT_OPTIONS.within,
    columns = DEFAULT_OPTIONS.columns,
    reference,
    zone,
  } = options;
  if (!Number.isInteger(top) || top < 1) {
    throw new OptionError(`top must be a whole number from 1, not ${text(top)}`);
  }
  if (threshold !== null && !(typeof threshold === "number" && threshold >= 0 && threshold <= 1)) {
    throw new OptionError(`threshold must be a number from 0 to 1, not ${text(threshold)}`);
  }
  if (within !== null && typeof within !== "string") {
    throw new OptionError(`within must be the name of a kind, such as "dog", not ${text(within)}`);
  }
  return { top, threshold, within, columns, reference, zone };
}

/** Returns the least score of a sure answer; infinite where none is. */
export function leastSureScore(manifest: Manifest, options: CheckedOptions): number {
  return options.threshold ?? manifest.threshold.score ?? Infinity;
}

/** Whether a function has embeddings. */
export function hasEncoder(core: FunctionCore): core is EmbeddingFunction {
  return "encoder" in core && "answerEmbedding" in core;
}

function text(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
