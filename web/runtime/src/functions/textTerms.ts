/**
 * Finds the terms of a text, its words and runs of letters, and what they say of its labels.
 *
 * The twin of `vizsla/functions/text_terms.py`: all numbers are whole up to one division and one
 * rounding for each term, and the same to the last bit.
 */
import rules from "../../../../contract/text_terms.json" with { type: "json" };
import { readTermTable, type TermTable } from "../bundle/termTable.js";

const { counts: COUNTS, unit: UNIT } = rules;

/** Checks and reads a table of terms. */
export function termScoresOf(content: Uint8Array, where: string, rows: number): TermScores {
  return new TermScores(readTermTable(content, where, rows, rules));
}

/** The sums of a text's terms, row by row of the head. */
export class TermScores {
  readonly #words: ReadonlyMap<string, number>;
  readonly #letters: ReadonlyMap<string, number>;

  constructor(private readonly table: TermTable) {
    const start = table.words.length;
    this.#words = new Map(table.words.map((term, column) => [term, column]));
    this.#letters = new Map(table.letters.map((term, column) => [term, start + column]));
  }

  /**
   * Returns what a text's terms add to the head's outputs, for each row.
   * @param words - the text's words in order, as the encoder folds them.
   */
  outputs(words: readonly string[]): Float64Array {
    const { weights, scale, words: known, letters } = this.table;
    const found = [
      ...this.#numbers(wordsOf(words), this.#words),
      ...this.#numbers(lettersOf(words), this.#letters),
    ];
    const terms = known.length + letters.length;
    return scale.map((factor, row) => {
      // Products and sums are whole numbers below 2^53.
      let sum = 0;
      for (const [column, number] of found) sum += weights[row * terms + column]! * number;
      return sum * (factor / UNIT);
    });
  }

  /** Returns the columns and numbers of the known terms, of length UNIT. */
  #numbers(
    counts: ReadonlyMap<string, number>,
    known: ReadonlyMap<string, number>,
  ): (readonly [column: number, number: number])[] {
    const found: [number, number][] = [];
    let squares = 0;
    for (const [term, count] of counts) {
      const column = known.get(term);
      if (column === undefined) continue;
      const number = COUNTS[Math.min(count, COUNTS.length - 1)]! * this.table.idf[column]!;
      squares += number * number;
      found.push([column, number]);
    }
    const length = Math.sqrt(squares);
    return found.map(([column, number]) => [column, halfToEven((number * UNIT) / length)]);
  }
}

/** Returns the words and pairs of words of a text, and how often each is there. */
function wordsOf(words: readonly string[]): Map<string, number> {
  const read = words.slice(0, rules.most_words);
  const found = new Map<string, number>();
  read.forEach((word, at) => {
    count(found, word);
    if (at > 0) count(found, `${read[at - 1]!} ${word}`);
  });
  return found;
}

/** Returns the runs of letters of each word, a space before and behind it. */
function lettersOf(words: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const word of words.slice(0, rules.most_words)) {
    // In code points, as Python counts.
    const padded = [
      " ",
      ...[...word.slice(0, 2 * rules.longest_word)].slice(0, rules.longest_word),
      " ",
    ];
    for (const length of rules.letters) {
      for (let at = 0; at + length <= padded.length; at++) {
        count(found, padded.slice(at, at + length).join(""));
      }
    }
  }
  return found;
}

function count(found: Map<string, number>, term: string): void {
  found.set(term, (found.get(term) ?? 0) + 1);
}

/** Rounds a number above 0, as Python does: a half goes to the even neighbour. */
function halfToEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
}
