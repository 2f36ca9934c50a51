/**
 * Cuts a text into the pieces that a model of many languages knows: SentencePiece's unigram model.
 *
 * The twin of `vizsla/encoders/text/unigram_pieces.py`, which says what the vocabulary holds: the same numbers
 * for every text.
 */
import type { CodePoints } from "./codePoints.js";
import { NormalForm } from "./normalForm.js";
import type { Tokenizer } from "./tokenizer.js";

const START = "\u2581"; // stands at the start of each word
const UNKNOWN_COSTS = 10; // less than the least score, as in SentencePiece
const LONGEST_CUT = 2 ** 12; // characters that are cut together: 256 tokens of the longest pieces

/** `vocabulary.json`. */
interface Vocabulary {
  readonly unit: number;
  readonly first: number;
  readonly last: number;
  readonly unknown: number;
  readonly special: readonly number[];
  readonly prefix: string;
  readonly pieces: readonly string[];
  readonly steps: readonly number[];
  readonly replaced: Readonly<Record<string, string>>;
  readonly composed: Readonly<Record<string, string>>;
}

/** The tokenizer of a model with SentencePiece's unigram pieces. */
export class UnigramPieces implements Tokenizer {
  readonly #codePoints: CodePoints;
  readonly #normalForm: NormalForm;
  readonly #numbers: Map<string, number>;
  readonly #scores: Int32Array;
  readonly #longest: number;
  readonly #last: number;
  readonly #unknown: number;
  readonly #unknownScore: number;
  readonly #front: readonly number[];

  /**
   * @param codePoints the table that folds words for features; the model does not read them.
   * @param json the vocabulary, whose hash was compared.
   */
  constructor(codePoints: CodePoints, json: string) {
    const { pieces, steps, ...content } = JSON.parse(json) as Vocabulary;
    this.#codePoints = codePoints;
    this.#normalForm = new NormalForm(content.replaced, content.composed);
    this.#numbers = new Map(pieces.map((piece, number) => [piece, number]));
    for (const number of content.special) this.#numbers.delete(pieces[number]!);
    let score = 0;
    this.#scores = Int32Array.from(steps, (step) => (score += step));
    this.#longest = pieces.reduce((most, piece) => Math.max(most, piece.length), 0);
    this.#last = content.last;
    this.#unknown = content.unknown;
    const least = this.#scores.reduce((least, each) => Math.min(least, each), 0);
    this.#unknownScore = least - UNKNOWN_COSTS * content.unit;
    this.#front = [content.first, ...this.#cutText(content.prefix, LONGEST_CUT)];
  }

  /** The number of tokens before those of a text. */
  get lead(): number {
    return this.#front.length;
  }

  /**
   * Returns the numbers of a text's pieces, between those of the model's marks.
   *
   * @param most the most tokens, more than `lead`; what is behind them is left out.
   */
  tokens(text: string, most: number): number[] {
    const found = [...this.#front, ...this.#cutText(text, most - this.lead)];
    return [...found.slice(0, most - 1), this.#last];
  }

  /** Returns a text's words and marks in order, folded. */
  words(text: string): string[] {
    return this.#codePoints.fold(text).split(" ").filter(Boolean);
  }

  /**
   * Returns the numbers of the pieces of a text's parts, such as words, and how many each part has, up to the
   * last part that has any. Each is cut as if a space stood before it.
   *
   * @param most the most tokens, more than `lead`; of what is behind them, parts have no pieces.
   */
  tokensOfParts(
    parts: readonly string[],
    most: number,
  ): { readonly tokens: number[]; readonly counts: number[] } {
    const tokens = [...this.#front];
    const counts: number[] = [];
    for (const part of parts) {
      const room = most - 1 - tokens.length;
      if (room <= 0) break;
      const pieces = this.#cutText(part, room).slice(0, room);
      counts.push(pieces.length);
      tokens.push(...pieces);
    }
    return { tokens: [...tokens.slice(0, most - 1), this.#last], counts };
  }

  /** Returns the numbers of a text's pieces, at least `enough` where there are as many. */
  #cutText(text: string, enough: number): number[] {
    const found: number[] = [];
    // A space is in no sequence of the normal form: the text may be cut there before.
    for (const raw of text.split(" ")) {
      for (const word of this.#normalForm.of(raw).split(" ")) {
        if (word) this.#addWord(found, [START, ...word], enough);
      }
      if (found.length >= enough) break;
    }
    return found;
  }

  /** Adds the numbers of a word's pieces, until there are enough; unknown ones in a row are one. */
  #addWord(found: number[], word: readonly string[], enough: number): void {
    let before = -1;
    for (let at = 0; at < word.length && (at === 0 || found.length < enough); at += LONGEST_CUT) {
      for (const number of this.#cut(word.slice(at, at + LONGEST_CUT))) {
        if (number !== this.#unknown || before !== number) found.push(number);
        before = number;
      }
    }
  }

  /** Returns the numbers of the pieces whose scores have the largest sum. */
  #cut(word: readonly string[]): number[] {
    const size = word.length;
    const best = new Float64Array(size + 1).fill(-Infinity); // the largest sum to each place
    best[0] = 0;
    const starts = new Int32Array(size + 1); // of the piece before each place: its start, its number
    const numbers = new Int32Array(size + 1);
    const offer = (start: number, end: number, score: number, number: number): void => {
      if (best[start]! + score <= best[end]!) return;
      best[end] = best[start]! + score;
      starts[end] = start;
      numbers[end] = number;
    };
    for (let start = 0; start < size; start++) {
      if (!this.#numbers.has(word[start]!)) {
        offer(start, start + 1, this.#unknownScore, this.#unknown);
      }
      let piece = "";
      for (let end = start + 1; end <= Math.min(start + this.#longest, size); end++) {
        piece += word[end - 1]!;
        const number = this.#numbers.get(piece);
        if (number !== undefined) offer(start, end, this.#scores[number]!, number);
      }
    }
    const found: number[] = [];
    for (let end = size; end > 0; end = starts[end]!) found.push(numbers[end]!);
    return found.reverse();
  }
}
