/** Finds the ranges of numbers in a text: between 20 and 30, at least two, >= 5. */
import type { Comparison, LanguagePack } from "./languagePack.js";
import type { NumberFinder } from "./numberFinder.js";
import { numberText } from "./numberText.js";
import { readOrdinals } from "./ordinalFinder.js";
import type { Tokens } from "./textTokens.js";

/** A range of a text. */
export interface ReadRange {
  /** Its first token. */
  readonly start: number;
  /** The token after it. */
  readonly end: number;
  /** Its bounds; infinite where it has none. */
  readonly low: number;
  readonly high: number;
  /** Whether it contains its bounds. */
  readonly lowIn: boolean;
  readonly highIn: boolean;
}

type NumberEnd = readonly [end: number, value: number];
type Pair = readonly [end: number, low: number, high: number, closed: boolean];

/** Returns a range as `[20,30)`. */
export function intervalOf({ low, high, lowIn, highIn }: ReadRange): string {
  const first = low === -Infinity ? "" : numberText(low);
  const last = high === Infinity ? "" : numberText(high);
  return `${lowIn ? "[" : "("}${first},${last}${highIn ? "]" : ")"}`;
}

/** Reads the ranges of one text. */
export class NumberRangeFinder {
  readonly #tokens: Tokens;
  readonly #pack: LanguagePack;
  readonly #closed: boolean;
  readonly #numbers: Map<number, NumberEnd>;

  /** @param closed whether "between 20 and 30" contains 30. */
  constructor(numbers: NumberFinder, closed: boolean) {
    this.#tokens = numbers.tokens;
    this.#pack = numbers.pack;
    this.#closed = closed;
    this.#numbers = new Map(numbers.found.map(({ start, end, value }) => [start, [end, value]]));
    for (const { start, end, offset } of readOrdinals(numbers.reader, false)) {
      if (end > (this.#numbers.get(start)?.[0] ?? 0)) this.#numbers.set(start, [end, offset]);
    }
  }

  /** Returns the ranges, from left to right, none within another. */
  found(): ReadRange[] {
    const ranges: ReadRange[] = [];
    if (!this.#numbers.size) return ranges;
    const tables = [
      this.#pack.comparisons,
      ...["between", "from"].map((name) => this.#pack.rangeWords(name)),
    ];
    const opening = new Set([
      ...this.#numbers.keys(),
      ...tables.flatMap((table) => table.starts(this.#tokens)),
    ]);
    for (let at = 0; at < this.#tokens.length;) {
      const found = opening.has(at) ? this.#at(at) : null;
      const range = found && this.#withClosing(found);
      if (range) ranges.push(range);
      at = range?.end ?? at + 1;
    }
    return ranges;
  }

  #withClosing(range: ReadRange): ReadRange {
    const isBounded = range.low !== -Infinity && range.high !== Infinity;
    const closing = isBounded ? this.#words("closing", range.end) : null;
    return closing === null ? range : { ...range, end: closing };
  }

  /** Returns the token after a phrase of the table of ranges that starts at a token. */
  #words(name: string, at: number): number | null {
    return this.#pack.rangeWords(name).longest(this.#tokens, at)?.[0] ?? null;
  }

  /** Returns the number at a token, after an article that may stand before it. */
  #number(at: number): NumberEnd | null {
    const found = this.#numbers.get(at);
    if (found) return found;
    const article = this.#words("article", at);
    return article === null ? null : (this.#numbers.get(article) ?? null);
  }

  #at(at: number): ReadRange | null {
    return this.#opened(at) ?? this.#paired(at) ?? this.#bounded(at);
  }

  /** Returns a range that a word opens: between 20 and 30, from 20 to 30. */
  #opened(at: number): ReadRange | null {
    for (const [name, joint] of [
      ["between", "between_and"],
      ["from", "from_to"],
    ] as const) {
      const opening = this.#words(name, at);
      const pair = opening === null ? null : this.#pair(opening, joint);
      if (!pair) continue;
      const closing = this.#words(`${name}_end`, pair[0]); // in languages that have such a word
      return rangeOf(at, [closing ?? pair[0], pair[1], pair[2], pair[3]]);
    }
    return null;
  }

  /** Returns a range that begins with its number: 20 and 30 between, 20-30. */
  #paired(at: number): ReadRange | null {
    if (!this.#numbers.has(at)) return null;
    const pair = this.#pack.hasRangeWords("between_end") ? this.#pair(at, "between_and") : null;
    const end = pair && this.#words("between_end", pair[0]);
    if (pair && end !== null) return rangeOf(at, [end, pair[1], pair[2], pair[3]]);
    const dashed = this.#dashed(at);
    return dashed && rangeOf(at, dashed);
  }

  /** Returns a range of one bound, or of two that each have a phrase: over 20 and under 30. */
  #bounded(at: number): ReadRange | null {
    const first = this.#bound(at);
    if (!first) return null;
    const joint = this.#words("joint", first.end);
    const follows = joint ?? (this.#pack.unjoined ? first.end : -1);
    const isWithin = follows >= 0 && follows < this.#tokens.length;
    return both(first, isWithin ? this.#bound(follows) : null) ?? first;
  }

  #pair(at: number, joint: string): Pair | null {
    const low = this.#number(at);
    const between = low && this.#words(joint, low[0]);
    const high = between === null ? null : this.#number(between);
    if (!low || !high || low[1] >= high[1]) return null;
    const isInclusive = this.#words("closed_to", low[0]) !== null;
    return [high[0], low[1], high[1], this.#closed || isInclusive];
  }

  /** Returns 10-20, which no other dash or slash stands beside. */
  #dashed(at: number): Pair | null {
    const tokens = this.#tokens;
    const pair = this.#pair(at, "dash");
    if (!pair) return null;
    const [end] = pair;
    const before = tokens[at]!.gap ? undefined : tokens[at - 1];
    const after = tokens[end]?.gap ? undefined : tokens[end];
    if (before && "+-/.:".includes(before.plain)) return null;
    if (after && "-/:".includes(after.plain)) return null;
    const last = tokens[end - 1]!.plain;
    return last.startsWith("0") && last.length > 1 ? null : pair;
  }

  /** Returns a range of one bound: more than 20, 20 or more. */
  #bound(at: number): ReadRange | null {
    const tokens = this.#tokens;
    const found = this.#pack.comparisons.longest(tokens, at);
    const number = found && !this.#isPartOfSign(at) ? this.#number(found[0]) : null;
    if (found && number && tokens[number[0] - 1]!.end > tokens[at]!.start) {
      return this.#finished(at, found[1], number);
    }
    const own = this.#numbers.get(at);
    const after = own && this.#after(own[0]);
    return own && after ? rangeOn(at, after[0], after[1], own[1]) : null;
  }

  #finished(at: number, name: Comparison, [end, value]: NumberEnd): ReadRange {
    const after = name === "equal" ? this.#after(end) : null;
    if (after) return rangeOn(at, after[0], after[1], value);
    if (name === "more" || name === "less") {
      const closing = this.#words("or_equal_after", end);
      if (closing !== null && !this.#number(closing)) {
        return rangeOn(at, closing, name === "more" ? "at_least" : "at_most", value);
      }
    }
    return rangeOn(at, end, name, value);
  }

  /** Returns the end and the name of "or more" where no number follows it. */
  #after(end: number): readonly [number, Comparison] | null {
    const found = this.#pack.comparisonsAfter.longest(this.#tokens, end);
    return found && (!this.#number(found[0]) || this.#pack.unjoined) ? found : null;
  }

  #isPartOfSign(at: number): boolean {
    const token = this.#tokens[at]!;
    const before = this.#tokens[at - 1];
    return token.kind === "symbol" && !token.gap && !!before && "<>=".includes(before.plain);
  }
}

function rangeOf(start: number, [end, low, high, highIn]: Pair): ReadRange {
  return { start, end, low, high, lowIn: true, highIn };
}

function rangeOn(start: number, end: number, name: Comparison, value: number): ReadRange {
  const open = { start, end, low: -Infinity, high: Infinity, lowIn: false, highIn: false };
  if (name === "more" || name === "at_least") return { ...open, low: value, lowIn: name === "at_least" }; // prettier-ignore
  if (name === "less" || name === "at_most") return { ...open, high: value, highIn: name === "at_most" }; // prettier-ignore
  return { start, end, low: value, high: value, lowIn: true, highIn: true };
}

/** Returns what is in two ranges, if one bounds it below and the other above. */
function both(first: ReadRange, second: ReadRange | null): ReadRange | null {
  if (!second) return null;
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const isBounded = one.high === Infinity && other.low === -Infinity && one.low < other.high;
    if (!isBounded) continue;
    const { low, lowIn } = one;
    const { high, highIn } = other;
    return { start: first.start, end: second.end, low, high, lowIn, highIn };
  }
  return null;
}
