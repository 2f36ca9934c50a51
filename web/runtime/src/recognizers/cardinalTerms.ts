/** Adds up the words of a number: what may follow what, and what a multiplier multiplies. */
import type { LanguagePack } from "./languagePack.js";
import { isTen, type NumberWord } from "./numberWord.js";

const TEN = 10;
const DOZEN = 12;
const HUNDRED = 100;
const MOST_VALUE = 1e300; // near what a float64 holds

/** A summand of a number, such as `three hundred`. */
export interface Term {
  readonly value: number;
  /** Its last multiplier, or 1. */
  readonly scale: number;
  /** Whether an "and" stands before it. */
  readonly joined: boolean;
  /** Whether digits write it. */
  readonly digits: boolean;
  /** The end of the number without this term, and its terms. */
  readonly before: readonly [end: number, terms: Terms];
}

export type Terms = readonly Term[];

/** A number with more words. */
export interface Grown {
  /** Its summands, the largest first. */
  readonly terms: Terms;
  /** The token after it. */
  readonly end: number;
  /** False where a multiplier showed that its last terms belong to the next number. */
  readonly whole: boolean;
}

/** How a word stands in a number. */
export interface WordPlace {
  /** The token after the number before. */
  readonly start: number;
  /** The token after the word. */
  readonly end: number;
  /** Whether an "and" stands before the word. */
  readonly joined: boolean;
  /** Whether digits write the word. */
  readonly digits: boolean;
}

/** Returns the sum of some terms, added from the first to the last. */
export function sumOf(terms: Terms): number {
  return terms.reduce((sum, { value }) => sum + value, 0);
}

/** Returns a number with more words. */
export function grown(terms: Terms, end: number, whole = true): Grown {
  return { terms, end, whole };
}

/** The rules of a language by which words make a number. */
export class TermRules {
  readonly #onesFirst: boolean;
  readonly #teensAfter: ReadonlySet<number>;
  readonly #joinedMultipliers: boolean;
  readonly #repeated: boolean;
  readonly #digitsBeforeHundred: boolean;
  readonly #hundredBelow: number;
  readonly #largestBare: number;

  constructor({ numbers }: LanguagePack) {
    this.#onesFirst = numbers.units_first ?? false;
    this.#teensAfter = new Set(numbers.teens_after);
    this.#joinedMultipliers = numbers.digit_runs ?? false;
    this.#repeated = numbers.repeated_multipliers ?? false;
    this.#digitsBeforeHundred = numbers.hundred_after_digits ?? false;
    this.#hundredBelow = numbers.hundred_below ?? 0;
    this.#largestBare = numbers.largest_bare ?? MOST_VALUE;
  }

  /** Returns a number with one more word, or null where the word can't follow. */
  grow(terms: Terms, word: NumberWord, { start, end, joined, digits }: WordPlace): Grown | null {
    const added: Term = { value: word.value, scale: 1, joined, digits, before: [start, terms] };
    if (word.role === "base") {
      const sum = this.#add(terms, added, isTen(word));
      return sum && grown(sum, end);
    }
    if (terms.at(-1)?.scale === DOZEN) return null;
    return word.role === "dozen" ? dozens(terms, added, end) : this.#multiply(terms, added, end);
  }

  #add(terms: Terms, added: Term, tens: boolean): Terms | null {
    const last = terms.at(-1);
    if (!last) return [added];
    if (added.value <= 0 || last.value <= 0 || (added.digits && last.scale === 1)) return null;
    if (this.#onesFirst && last.scale === 1 && last.value < TEN && !last.digits) {
      if (!added.joined || !tens) return null;
      return [...terms.slice(0, -1), { ...last, value: last.value + added.value }];
    }
    return added.value < this.#room(last) ? [...terms, added] : null;
  }

  /** Returns the value below which a next term must be: 10 after twenty, 100 after 300. */
  #room(term: Term): number {
    if (term.scale > 1) return term.scale;
    if (this.#teensAfter.has(term.value)) return 2 * TEN;
    if (term.digits || term.value < TEN || term.value % TEN) return 0;
    let room = TEN;
    while (term.value % (room * TEN) === 0) room *= TEN;
    return room;
  }

  /** Multiplies the last terms, as many as are smaller than the multiplier. */
  #multiply(terms: Terms, added: Term, end: number): Grown | null {
    const factor = added.value;
    let cut = terms.length;
    while (cut && terms[cut - 1]!.value < factor) cut--;
    if (cut === 1 && terms.length === 1 && terms[0]!.digits) cut = 0; // "322 hundred"
    const kept = terms.slice(0, cut);
    const multiplied = terms.slice(cut);
    // The Chinese "zero ten" is ten.
    const popped = multiplied.some(({ value }) => value) ? multiplied : [];
    const first = popped[0];
    if (!first) {
      const bare = this.#bare(kept, added);
      return bare && grown(bare, end);
    }
    const value = sumOf(popped) * factor;
    if ((added.joined && !this.#joinedMultipliers) || value > MOST_VALUE) return null;
    const most = factor === HUNDRED ? factor * this.#hundredBelow : 0;
    const isInDigits = first.digits && !this.#digitsBeforeHundred;
    if (most && (isInDigits || value >= most)) return null; // 50 cents are no 5,000
    if (kept.length && this.#room(kept.at(-1)!) <= value) return grown(first.before[1], first.before[0], false); // prettier-ignore
    return grown([...kept, { ...first, value, scale: factor, digits: false }], end);
  }

  /** Returns the terms with a multiplier that has nothing to multiply: mille cent. */
  #bare(kept: Terms, added: Term): Terms | null {
    const bare = { ...added, scale: added.value };
    const last = kept.at(-1);
    if (!last) return added.value <= this.#largestBare ? [bare] : null;
    if (this.#repeated && last.scale === added.value) {
      return [...kept.slice(0, -1), { ...last, value: last.value * added.value }];
    }
    return added.value < this.#room(last) ? [...kept, bare] : null;
  }
}

function dozens(terms: Terms, added: Term, end: number): Grown {
  const last = terms.at(-1);
  if (!last) return grown([{ ...added, scale: DOZEN }], end);
  const value = last.value * added.value;
  return grown([...terms.slice(0, -1), { ...last, value, scale: DOZEN }], end);
}
