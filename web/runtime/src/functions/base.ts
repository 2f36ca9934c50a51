/** What all functions have in common. The twin of `vizsla/functions/base.py`. */
import type { Answer, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import type { Manifest } from "../bundle/manifest.js";
import type { Graphs } from "../engine/graphs.js";
import { OptionError } from "../errors.js";
import type { Picture } from "../modalities/image/image.js";
import type { Embedding } from "../encoders/embedding.js";

/** What a call may ask for. */
export interface Options {
  /** How many alternatives to give, at least 1; 5 by default. */
  readonly top?: number;
  /**
   * The least score of a sure answer (for detection, of a box), 0 to 1; by default the one that the
   * function was published with.
   */
  readonly threshold?: number;
  /** Only answers of this kind, such as `dog`, or a WordNet id; for classification. */
  readonly within?: string;
}

/** The options of one call, checked. */
export interface Asked {
  readonly top: number;
  readonly threshold: number | null;
  readonly within: string | null;
}

/** A function where the work is done: pixels in, an Answer out. */
export interface Core {
  readonly bundle: Bundle;
  /** The options that it takes. */
  readonly known: readonly (keyof Options)[];
  /** Loads all that a call needs, and runs the self-tests. */
  warmUp(): Promise<void>;
  answer(picture: Picture, asked: Asked): Promise<Answer>;
  explain(picture: Picture, label: string | null): Promise<Explanation>;
  /** Lets go of the graph and the weights. */
  dispose(): void;
}

/** A function that stands on an embedding, so that it can be taught. */
export interface Embedder extends Core {
  readonly graphSha256: string;
  embedding(picture: Picture): Promise<Embedding>;
  answerEmbedding(embedding: Embedding, asked: Asked): Answer;
}

/** What a kind needs of its surroundings to open a bundle. */
export interface Context {
  readonly graphs: Graphs;
  /** Opens one of the functions that the runtime ships; null where it ships none of that name. */
  shipped(name: string): Promise<Core | null>;
}

/** A kind of function; the registry lists them. */
export interface Kind {
  readonly name: Manifest["kind"];
  open(bundle: Bundle, context: Context): Promise<Core>;
}

const CALL = ["signal", "latest"]; // told to the queue, and no matter of the function

/** Checks the options of a call. */
export function ask(options: Options, known: readonly (keyof Options)[]): Asked {
  for (const name of Object.keys(options)) {
    if (![...known, ...CALL].includes(name)) {
      throw new OptionError(
        `unknown option ${JSON.stringify(name)}; this function takes ${known.join(", ")}`,
      );
    }
  }
  const { top = 5, threshold = null, within = null } = options;
  if (!Number.isInteger(top) || top < 1) {
    throw new OptionError(`top must be a whole number from 1, not ${shown(top)}`);
  }
  if (threshold !== null && !(typeof threshold === "number" && threshold >= 0 && threshold <= 1)) {
    throw new OptionError(`threshold must be a number from 0 to 1, not ${shown(threshold)}`);
  }
  if (within !== null && typeof within !== "string") {
    throw new OptionError(`within must be the name of a kind, such as 'dog', not ${shown(within)}`);
  }
  return { top, threshold, within };
}

/** The least score of a sure answer; infinite where none is. */
export function leastSure(manifest: Manifest, asked: Asked): number {
  return asked.threshold ?? manifest.threshold.score ?? Infinity;
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Whether a function can be taught. */
export function isEmbedder(core: Core): core is Embedder {
  return "embedding" in core;
}
