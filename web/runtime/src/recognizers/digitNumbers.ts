/** Reads numbers that digits and signs make: .5, 3/4, 2 1/4, 1e10, 1.1^23, 10k. */
import { digitsValue, type DigitsReader, type ReadDigits } from "./digitsReader.js";
import { exactPower } from "./exactPower.js";
import type { LanguagePack } from "./languagePack.js";
import { readNumber, subtypeOf, type ReadNumber } from "./readNumber.js";
import type { TextToken, Tokens } from "./textTokens.js";

const KILO = 1000; // the reference calls 2.33k a decimal, though it is whole
const LARGEST_POWER = 300;
const LONGEST_DECIMALS = 400; // digits
const LONGEST_EXPONENT = 6;
const TEN = 10;

/** Reads the numbers of one text that are more than plain digits. */
export class DigitNumbers {
  readonly #tokens: Tokens;
  readonly #pack: LanguagePack;

  readonly #digits: DigitsReader;
  readonly #known = new Map<number, ReadNumber | null>();

  /** @param digits reads the text's plain digits. */
  constructor(tokens: Tokens, pack: LanguagePack, digits: DigitsReader) {
    this.#tokens = tokens;
    this.#pack = pack;
    this.#digits = digits;
  }

  /** Returns the number at a token; null if there is none, or only plain digits. */
  read(at: number): ReadNumber | null {
    let found = this.#known.get(at);
    if (found === undefined) this.#known.set(at, (found = this.#read(at)));
    return found;
  }

  #read(at: number): ReadNumber | null {
    if (this.#tokens[at]!.kind === "symbol") return this.#point(at);
    const found = this.#digits.read(at);
    if (!found) return null;
    return (
      this.#power(at, found) ??
      (found.pointed ? null : this.ratio(at)) ??
      this.#withSuffix(at, found) ??
      (found.pointed ? null : this.#mixed(at, found))
    );
  }

  /** Returns a fraction such as 3/4, which is no part of a date or of a phone number. */
  ratio(at: number): ReadNumber | null {
    const tokens = this.#tokens;
    const above = this.#digits.read(at);
    if (!above || !this.#isSign(above.end, "/\u2044")) return null;
    const below = this.#digits.read(above.end + 1);
    if (!below || below.value <= 0 || tokens[above.end + 1]!.gap) return null;
    const slashBefore = tokens[at - 1]?.plain === "/" && !tokens[at]!.gap;
    const dashBefore = tokens[at - 1]?.plain === "-" && tokens[at - 2]?.kind === "digits";
    if (slashBefore || dashBefore || this.#isSign(below.end, "/")) return null;
    return readNumber(at, below.end, above.value / below.value, "fraction");
  }

  /** Says whether one of some signs stands at a token, without a space before it. */
  #isSign(at: number, signs: string): boolean {
    const token = this.#tokens[at];
    return token !== undefined && signs.includes(token.plain) && !token.gap;
  }

  /** Says whether digits stand at a token, without a space before them. */
  #isDigits(at: number): boolean {
    const token = this.#tokens[at];
    return token?.kind === "digits" && !token.gap;
  }

  #point(at: number): ReadNumber | null {
    const before = this.#tokens[at]!.gap ? undefined : this.#tokens[at - 1];
    const isFree =
      !before ||
      before.kind === "alone" ||
      (before.kind === "symbol" && !".,".includes(before.plain));
    if (!isFree || !this.#isDigits(at + 1)) return null;
    const decimals = this.#tokens[at + 1]!.plain.slice(0, LONGEST_DECIMALS);
    return readNumber(at, at + 2, digitsValue(`0.${decimals}`), "decimal");
  }

  #power(at: number, found: ReadDigits): ReadNumber | null {
    const { end } = found;
    let [factor, base] = [found.value, TEN];
    let exponent: readonly [number, number] | null = null;
    if (this.#isSign(end, "e")) {
      exponent = this.#exponent(end + 1);
    } else if (this.#isSign(end, "^")) {
      exponent = this.#exponent(end + 1);
      [factor, base] = [1, found.value];
    } else if (this.#isSign(end, "x\u00d7*") && this.#isDigits(end + 1)) {
      const isTen = this.#tokens[end + 1]!.plain === "10" && this.#isSign(end + 2, "^");
      exponent = isTen ? this.#exponent(end + 3) : null;
    }
    if (!exponent || Math.abs(exponent[1]) > LARGEST_POWER) return null;
    const power = exactPower(base, exponent[1]);
    return power === null ? null : readNumber(at, exponent[0], factor * power, "power");
  }

  #exponent(start: number): readonly [end: number, value: number] | null {
    let at = start;
    let sign = 1;
    for (; this.#isSign(at, "+-"); at++) if (this.#tokens[at]!.plain === "-") sign = -sign;
    if (!this.#isDigits(at)) return null;
    return [at + 1, sign * digitsValue(this.#tokens[at]!.plain.slice(0, LONGEST_EXPONENT))];
  }

  /** Returns a number with a short multiplier such as k or bln. */
  #withSuffix(at: number, { end, value, pointed }: ReadDigits): ReadNumber | null {
    const token = this.#tokens[end];
    if (token?.kind !== "word") return null;
    const { suffixes } = this.#pack;
    const raw = token.raw.normalize("NFKC");
    const factor = suffixes.get(raw) ?? suffixes.get(`${raw.toLowerCase()}*`);
    if (factor === undefined || this.#isDigits(end + 1)) return null;
    const product = value * factor;
    const subtype = pointed && factor === KILO ? "decimal" : subtypeOf(product);
    return readNumber(at, end + 1, product, subtype);
  }

  /** Returns a whole number with a fraction: 2 1/4. */
  #mixed(at: number, { end, value }: ReadDigits): ReadNumber | null {
    const token = this.#tokens[end];
    if (!token) return null;
    const vulgar = vulgarFraction(token);
    if (vulgar !== null) return readNumber(at, end + 1, value + vulgar, "fraction");
    const ratio = token.gap ? this.ratio(end) : null;
    return ratio && readNumber(at, ratio.end, value + ratio.value, "fraction");
  }
}

/** Returns the value of a sign such as ⅔, or null. */
export function vulgarFraction(token: TextToken): number | null {
  if (token.kind !== "symbol" || token.raw.length > 1) return null;
  // Its plain form has the fraction slash between two numbers.
  const [, above, below] = /^(\d+)\u2044(\d+)$/.exec(token.plain) ?? [];
  const value = Number(above) / Number(below);
  return value > 0 && value < 1 ? value : null;
}
