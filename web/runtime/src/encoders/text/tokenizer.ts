/** What a tokenizer does: it cuts texts into the pieces that a model knows. */
export interface Tokenizer {
  /** The number of tokens before those of a text. */
  readonly lead: number;
  /** Returns the numbers of a text's pieces, at most `most`, with the model's marks. */
  tokens(text: string, most: number): number[];
  /** Returns a text's words and marks in order, folded. */
  words(text: string): string[];
  /** Returns the numbers of the pieces of a text's parts, and how many each has, up to the last that has any. */
  tokensOfParts(
    parts: readonly string[],
    most: number,
  ): { readonly tokens: number[]; readonly counts: number[] };
}
