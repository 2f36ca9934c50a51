/** What tells a text's language; see `textLanguage.ts`. */
import table from "../../../../contract/text/languages.json" with { type: "json" };

/** The weights of the pieces of words. */
export interface LanguageWeights {
  /** The languages, in the order of the weights. */
  readonly languages: readonly string[];
  /** What each language's sum begins with. */
  readonly bias: readonly number[];
  /** How far a likely language's sum may be below the greatest. */
  readonly margin: number;
  /** The same for a text with few known pieces, such as "7pm". */
  readonly short_margin: number;
  /** For each piece a letter a language, whose distance from "?" is the weight. */
  readonly weights: Readonly<Record<string, string>>;
}

export const WEIGHTS: LanguageWeights = table;
