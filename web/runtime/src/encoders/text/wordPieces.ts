/**
 * Cuts a text into the pieces of words that a BERT model knows: WordPiece.
 *
 * The twin of `vizsla/encoders/text/word_pieces.py`: the same numbers for every text.
 */
import type { CodePoints } from "./codePoints.js";
import type { Tokenizer } from "./tokenizer.js";

const INSIDE = "##"; // begins a piece that does not begin a word
const LONGEST_WORD = 100; // characters; a longer word is unknown, as in BERT

/** The tokenizer of an uncased BERT model. */
export class WordPieces implements Tokenizer {
  /** The number of tokens before those of a text. */
  readonly lead = 1;
  readonly #codePoints: CodePoints;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #first: number;
  readonly #last: number;
  readonly #unknown: number;
  readonly #longestPiece: number;

  /**
   * @param codePoints the table that folds a text.
   * @param vocabulary the pieces, one a line; a piece's number is its line's, from 0.
   */
  constructor(codePoints: CodePoints, vocabulary: string) {
    const pieces = vocabulary.split("\n");
    this.#codePoints = codePoints;
    this.#numbers = new Map(pieces.map((piece, number) => [piece, number]));
    this.#first = this.#numbers.get("[CLS]")!;
    this.#last = this.#numbers.get("[SEP]")!;
    this.#unknown = this.#numbers.get("[UNK]")!;
    this.#longestPiece = pieces.reduce((most, { length }) => Math.max(most, length), 0);
  }

  /**
   * Returns the numbers of a text's pieces, between those of the model's two marks.
   *
   * @param most the most tokens, at least 2; what is behind them is left out.
   */
  tokens(text: string, most: number): number[] {
    const found = [this.#first];
    for (const word of this.#codePoints.fold(text).split(" ")) {
      if (word) found.push(...this.#cut(word));
      if (found.length >= most) break;
    }
    return [...found.slice(0, most - 1), this.#last];
  }

  /** Returns a text's words and marks in order, folded. */
  words(text: string): string[] {
    return this.#codePoints.fold(text).split(" ").filter(Boolean);
  }

  /**
   * Returns the numbers of the pieces of a text's parts, such as words, and how many each part has, up to the
   * last part that has any.
   *
   * @param most the most tokens, at least 2; of what is behind them, parts have no pieces.
   */
  tokensOfParts(
    parts: readonly string[],
    most: number,
  ): { readonly tokens: number[]; readonly counts: number[] } {
    const tokens = [this.#first];
    const counts: number[] = [];
    for (const part of parts) {
      if (tokens.length >= most - 1) break;
      const words = this.#codePoints.fold(part).split(" ");
      const pieces = words.flatMap((word) => (word ? this.#cut(word) : []));
      counts.push(Math.min(pieces.length, most - 1 - tokens.length));
      tokens.push(...pieces.slice(0, counts.at(-1)));
    }
    return { tokens: [...tokens, this.#last], counts };
  }

  /** Returns the numbers of a word's pieces: each is the longest that goes on from the last. */
  #cut(word: string): number[] {
    // In code points, as Python counts: a character of two units must not be cut.
    const characters = word.length > 2 * LONGEST_WORD ? [] : [...word];
    if (!characters.length || characters.length > LONGEST_WORD) return [this.#unknown];
    const found: number[] = [];
    for (let start = 0; start < characters.length;) {
      const before = start ? INSIDE : "";
      let end = Math.min(characters.length, start + this.#longestPiece);
      let number: number | undefined;
      for (; end > start; end--) {
        number = this.#numbers.get(before + characters.slice(start, end).join(""));
        if (number !== undefined) break;
      }
      if (number === undefined) return [this.#unknown];
      found.push(number);
      start = end;
    }
    return found;
  }
}
