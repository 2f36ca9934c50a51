/** The numbers of dates and times: days, years, hours in digits or words, amounts of units. */
import type { CardinalReader } from "../cardinalReader.js";
import type { LanguagePack } from "../languagePack.js";
import { NumberFinder, type NumberReaders } from "../numberFinder.js";
import type { Tokens } from "../textTokens.js";
import type { FoundSlot } from "./phraseChart.js";

type Found = readonly FoundSlot<number>[];

const SHORT = 2;
const YEAR = 4;
const MOST_DIGITS = 9;
const FIRST_YEAR = 1500; // four digits beyond are some other number
const LAST_YEAR = 2099;
const FIRST_CENTURY = 15;
const LAST_CENTURY = 20;
const HUNDRED = 100;
const TEN = 10;
const CURRENCY = "$€£¥₹";

/** Reads the numbers of one text, for the slots of a grammar. */
export class FigureSlots {
  /** The slots by their names. */
  readonly slots: Readonly<Record<string, (at: number) => Found>> = {
    dd: (at) => this.#short(at),
    yyyy: (at) => this.#year(at),
    yearwords: (at) => this.#yearWords(at),
    int: (at) => this.#integer(at),
    words: (at) => this.#worded(at),
    ord: (at) => this.#ordinal(at),
    amount: (at) => this.#amount(at),
  };
  readonly #reader: CardinalReader;
  readonly #numbers: NumberFinder;
  readonly #may = new Map<number, boolean>();
  readonly #letters: ReadonlySet<string>;

  readonly #amounts = new Map<number, Found>();
  private readonly tokens: Tokens;
  private readonly pack: LanguagePack;

  constructor(readers: NumberReaders) {
    this.tokens = readers.tokens;
    this.pack = readers.pack;
    this.#reader = readers.cardinals;
    this.#numbers = new NumberFinder(readers, { attached: true });
    this.#letters = readers.pack.numberLetters;
  }

  /** Says whether a number or an ordinal begins at a token. */
  isNumeric(at: number): boolean {
    let known = this.#may.get(at);
    if (known === undefined) {
      known = this.#begins(at);
      this.#may.set(at, known);
    }
    return known;
  }

  #begins(at: number): boolean {
    const { kind, plain, raw } = this.tokens[at]!;
    if (kind === "digits" || (kind === "symbol" && "½¼¾⅓⅔.".includes(raw))) return true;
    if (this.#letters.has(plain) && this.#isNumber(at)) return true;
    return (this.pack.numbers.glued ?? false) && this.#isGlued(at);
  }

  #isNumber(at: number): boolean {
    const slots = [this.slots.int!, this.slots.ord!, this.slots.amount!];
    return slots.some((slot) => slot(at).length > 0);
  }

  #isGlued(at: number): boolean {
    const { kind, plain } = this.tokens[at]!;
    if (kind !== "word" || !this.pack.gluedLetters.has(plain[0]!)) return false;
    return (this.#reader.read(at) ?? this.#reader.read(at, true)) !== null;
  }

  /** Returns the digits at a token that are a number of their own, or nothing. */
  #digits(at: number): string {
    const { tokens } = this;
    const token = tokens[at]!;
    if (token.kind !== "digits" || token.plain.length > MOST_DIGITS) return "";
    const before = token.gap ? undefined : tokens[at - 1];
    if (before?.kind === "symbol") {
      const isPointed = ".,".includes(before.plain) && !before.gap && at > 1;
      if (CURRENCY.includes(before.plain)) return "";
      if (isPointed && tokens[at - 2]!.kind === "digits") return "";
    }
    return this.#isPointed(at + 1) ? "" : token.plain;
  }

  /** Says whether a decimal part stands at a token. */
  #isPointed(at: number): boolean {
    const [mark, digits] = [this.tokens[at], this.tokens[at + 1]];
    if (!mark || digits?.kind !== "digits") return false;
    return (mark.plain === "." || mark.plain === ",") && !mark.gap && !digits.gap;
  }

  /** Returns one or two digits. */
  #short(at: number): Found {
    const digits = this.#digits(at);
    return digits && digits.length <= SHORT ? [[at + 1, Number(digits)]] : [];
  }

  /** Returns four digits that may be a year. */
  #year(at: number): Found {
    const digits = this.#digits(at);
    return digits.length === YEAR && isYear(Number(digits)) ? [[at + 1, Number(digits)]] : [];
  }

  /** Returns a whole number in digits or words. */
  #integer(at: number): Found {
    const digits = this.#digits(at);
    return digits ? [[at + 1, Number(digits)]] : this.#worded(at);
  }

  /** Returns a whole number in words. */
  #worded(at: number): Found {
    if (this.tokens[at]!.kind === "digits") return [];
    const read = this.#reader.read(at);
    return read && Number.isInteger(read.value) ? [[read.end, read.value]] : [];
  }

  /** Returns an ordinal: 21st, twenty-first. */
  #ordinal(at: number): Found {
    const { tokens, pack } = this;
    const digits = this.#digits(at);
    if (digits) {
      const follows = tokens[at + 1];
      const isOrdinal = follows && !follows.gap && pack.ordinalSuffixes.has(follows.raw.toLowerCase()); // prettier-ignore
      return isOrdinal ? [[at + 2, Number(digits)]] : [];
    }
    if (tokens[at]!.kind === "digits") return [];
    const before = pack.words("ordinal_before").longest(tokens, at);
    if (before && before[0] < tokens.length) return this.#integer(before[0]);
    const read = this.#reader.read(at, true);
    return read && Number.isInteger(read.value) ? [[read.end, read.value]] : [];
  }

  /** Returns a year in words: two thousand and four, nineteen eighty-six. */
  #yearWords(at: number): Found {
    const [found] = this.#worded(at);
    if (!found) return [];
    const [end, first] = found;
    if (isYear(first)) return [found];
    const isCentury = first >= FIRST_CENTURY && first <= LAST_CENTURY;
    const [rest] = isCentury && end < this.tokens.length ? this.#worded(end) : [];
    if (!rest || rest[1] < TEN || rest[1] >= HUNDRED) return [];
    return [[rest[0], first * HUNDRED + rest[1]]];
  }

  /** Returns a number of units, with a fraction if it has one. */
  #amount(at: number): Found {
    let found = this.#amounts.get(at);
    if (!found) this.#amounts.set(at, (found = this.#readAmount(at)));
    return found;
  }

  #readAmount(at: number): Found {
    const token = this.tokens[at]!;
    const before = token.gap ? undefined : this.tokens[at - 1];
    if (token.kind === "digits" && before && CURRENCY.includes(before.plain)) return [];
    const number = this.#numbers.at(at);
    return number && number.value >= 0 ? [[number.end, number.value]] : [];
  }
}

function isYear(value: number): boolean {
  return value >= FIRST_YEAR && value <= LAST_YEAR;
}
