/** Reads a number in digits, with the separators of a language: 1,674,200.5 or 1 414 021 100. */
import type { LanguagePack } from "./languagePack.js";
import type { ReadingSteps } from "./readingSteps.js";
import type { TextToken, Tokens } from "./textTokens.js";

const GROUP = 3; // digits between two separators
const MOST_GROUPS = 20; // of one number; the rest of a longer one is another number
const TOKENS_A_STEP = 4;
const LONGEST = 400; // digits: the rest changes nothing in a float64
const LARGEST = 1e300;
const WIDE_ZERO = 0xff10;

/** A number in digits. */
export interface ReadDigits {
  /** The token after it. */
  readonly end: number;
  /** Its value; larger ones than 1e300 are 1e300. */
  readonly value: number;
  /** Whether it has a decimal separator. */
  readonly pointed: boolean;
}

/** Reads the numbers in digits of one text, each once. */
export class DigitsReader {
  readonly #known = new Map<number, ReadDigits>();

  /** @param steps counts the tokens that are read. */
  constructor(
    private readonly tokens: Tokens,
    private readonly pack: LanguagePack,
    private readonly steps: ReadingSteps,
  ) {}

  /** Returns the number in digits at a token. */
  read(at: number): ReadDigits | null {
    if (this.tokens[at]?.kind !== "digits") return null;
    let found = this.#known.get(at);
    if (!found) {
      this.#known.set(at, (found = readDigits(this.tokens, at, this.pack)));
      this.steps.take(Math.floor((found.end - at) / TOKENS_A_STEP));
    }
    return found;
  }
}

/**
 * Returns the number in digits at a token.
 *
 * The language's own separators are tried first, then the other way round, as people mix them: 5,00 is
 * five in an English text, too, but 5,000 is five thousand.
 */
function readDigits(tokens: Tokens, at: number, pack: LanguagePack): ReadDigits {
  return (
    separated(tokens, at, pack.group, pack.decimal) ??
    separatedOtherwise(tokens, at, pack.decimal, pack.group) ??
    spaced(tokens, at, pack.decimal)
  );
}

/** Returns the value of digits and a point, of any width. */
export function digitsValue(digits: string): number {
  return Number(digits.replace(/[\uff10-\uff19]/g, (wide) => `${wide.charCodeAt(0) - WIDE_ZERO}`));
}

function separated(tokens: Tokens, at: number, group: string, decimal: string): ReadDigits | null {
  const [end, digits] = groups(tokens, at, group);
  if (end > at + 1 && follows(tokens, end, group)) return null;
  if (isDecimal(tokens, at, end, decimal)) return pointed(tokens, end, digits);
  return end > at + 1 ? { end, value: valueOf(digits), pointed: false } : null;
}

/** Reads a number whose separators are exchanged, if no other reading is likelier. */
function separatedOtherwise(
  tokens: Tokens,
  at: number,
  group: string,
  decimal: string,
): ReadDigits | null {
  const [end, digits] = groups(tokens, at, group);
  const isGrouped = end > at + 1;
  if (!isDecimal(tokens, at, end, decimal)) return null;
  if (!isGrouped && tokens[end + 1]!.plain.length === GROUP && tokens[at]!.plain !== "0")
    return null;
  return pointed(tokens, end, digits);
}

/** Reads digits alone, or groups of three with single spaces between them. */
function spaced(tokens: Tokens, at: number, decimal: string): ReadDigits {
  let end = at + 1;
  let digits = tokens[at]!.plain;
  if (digits.length <= GROUP && !isAfterPoint(tokens, at)) {
    for (; end < at + MOST_GROUPS && isSpacedGroup(tokens, end); end++)
      digits += tokens[end]!.plain;
    if (end > at + 1 && follows(tokens, end, decimal)) return pointed(tokens, end, digits);
  }
  return { end, value: valueOf(digits), pointed: false };
}

function isSpacedGroup(tokens: Tokens, at: number): boolean {
  const token = tokens[at];
  return (
    token?.kind === "digits" &&
    token.start - tokens[at - 1]!.end === 1 &&
    token.plain.length === GROUP
  );
}

function groups(tokens: Tokens, at: number, group: string): [number, string] {
  let end = at + 1;
  let digits = tokens[at]!.plain;
  if (digits.length <= GROUP && digits !== "0") {
    const last = at + 2 * MOST_GROUPS;
    while (end < last && follows(tokens, end, group) && isGroup(tokens[end + 1]!)) {
      digits += tokens[end + 1]!.plain;
      end += 2;
    }
  }
  return [end, digits];
}

function isGroup({ plain }: TextToken): boolean {
  return plain.length === GROUP;
}

function pointed(tokens: Tokens, point: number, digits: string): ReadDigits {
  const value = valueOf(`${digits}.${tokens[point + 1]!.plain}`);
  return { end: point + 2, value, pointed: true };
}

/** Says whether a decimal part follows, which is no link of a chain such as 192.168.1.2. */
function isDecimal(tokens: Tokens, at: number, end: number, decimal: string): boolean {
  const isChained = follows(tokens, end + 2, ".") || follows(tokens, end + 2, ",");
  return follows(tokens, end, decimal) && !isChained && !isAfterPoint(tokens, at);
}

/**
 * Says whether a symbol and then digits stand at a token, without a space.
 *
 * A wide symbol stands between wide digits: elsewhere it parts a sentence.
 */
function follows(tokens: Tokens, at: number, symbol: string): boolean {
  const [mark, digits] = [tokens[at], tokens[at + 1]];
  if (mark?.plain !== symbol || mark.gap || digits?.kind !== "digits" || digits.gap) return false;
  return mark.raw === mark.plain || !/^[0-9]+$/.test(digits.raw);
}

function isAfterPoint(tokens: Tokens, at: number): boolean {
  const [mark, digits] = [tokens[at - 1], tokens[at - 2]];
  if (!mark || !digits) return false;
  return ".,".includes(mark.plain) && !tokens[at]!.gap && digits.kind === "digits" && !mark.gap;
}

function valueOf(digits: string): number {
  return Math.min(digitsValue(digits.slice(0, LONGEST)), LARGEST);
}
