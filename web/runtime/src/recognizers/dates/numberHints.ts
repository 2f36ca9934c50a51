/** Tells quickly which numbers of a text can be part of a date: most are of no such thing. */
import type { TextToken, Tokens } from "../textTokens.js";

const REACH = 12; // tokens from the start of a number to the word that makes it a date
const LINKS = "/-.\u2013:";
const LENGTHS = [4, 8]; // digits of a year, a time, a compact date

/** Looks around the numbers of one text. */
export class NumberHints {
  readonly #tokens: Tokens;
  readonly #leading: ReadonlySet<string>;
  readonly #next: Int32Array;

  /**
   * @param anchors the words that can make a date of a number: months, units, parts of the day.
   * @param leading the words after which a number alone is a date or a time.
   */
  constructor(tokens: Tokens, anchors: ReadonlySet<string>, leading: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#leading = leading;
    this.#next = new Int32Array(tokens.length + 1).fill(REACH + 1);
    for (let at = tokens.length - 1; at >= 0; at--) {
      this.#next[at] = anchors.has(tokens[at]!.plain) ? 0 : this.#next[at + 1]! + 1;
    }
  }

  /** Says whether the number at a token may begin a date, a time or a length. */
  mayDate(at: number): boolean {
    const token = this.#tokens[at]!;
    if (this.#next[at]! <= REACH) return true;
    const isDigits = token.kind === "digits";
    if (isDigits && (LENGTHS.includes(token.plain.length) || this.#isLinked(at + 1))) return true;
    const before = this.#tokens[at - 1];
    const isLed = !!before && spellings(before).some((word) => this.#leading.has(word));
    return isLed || this.#isDayMonthYear(at);
  }

  /** Says whether a number and one of four digits follow, as in 02 04 2009. */
  #isDayMonthYear(at: number): boolean {
    const three = this.#tokens.slice(at, at + 3).filter(({ kind }) => kind === "digits");
    const [, month, year, ...rest] = three.map(({ plain }) => plain.length);
    return (month === 1 || month === 2) && year === 4 && rest.length === 0;
  }

  /** Says whether a mark and more digits stand at a token, as in 5/12 or 17:30. */
  #isLinked(at: number): boolean {
    const [mark, digits] = [this.#tokens[at], this.#tokens[at + 1]];
    return !!mark && LINKS.includes(mark.plain) && !mark.gap && digits?.kind === "digits";
  }
}

/** Returns a word without accents, and as it is written. */
export function spellings({ plain, raw }: TextToken): readonly string[] {
  return [plain, raw.toLowerCase()];
}
