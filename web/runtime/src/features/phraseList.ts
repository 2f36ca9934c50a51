/**
 * Lists of words and phrases, each with the value that it stands for.
 *
 * The twin of `vizsla/features/phrase_list.py`.
 */
import { PhraseTable } from "../recognizers/phraseTable.js";
import type { Tokens } from "../recognizers/textTokens.js";

/** A phrase of a list in a text: its first token, the one after its last, and what it stands for. */
export interface ListedPhrase {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Phrases that are found whole, in any case, with or without accents. */
export class PhraseList {
  #table: PhraseTable<string> | undefined;

  /**
   * @param phrases pairs of a phrase and the value that it stands for. Of the same phrase twice, the first
   *     counts.
   */
  constructor(readonly phrases: readonly (readonly [phrase: string, value: string])[]) {}

  /** Returns the phrases in a text, from left to right: the longest at each place. */
  find(tokens: Tokens): ListedPhrase[] {
    const table = (this.#table ??= new PhraseTable(this.phrases, false));
    const found: ListedPhrase[] = [];
    for (let start = 0; start < tokens.length;) {
      const longest = table.longest(tokens, start);
      if (longest) found.push({ start, end: longest[0], value: longest[1] });
      start = longest?.[0] ?? start + 1;
    }
    return found;
  }
}
