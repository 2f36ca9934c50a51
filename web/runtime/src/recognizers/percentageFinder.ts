/** Finds the percentages of a text. */
import type { NumberFinder } from "./numberFinder.js";
import type { FoundPhrase, PhraseTable } from "./phraseTable.js";
import type { ReadNumber } from "./readNumber.js";
import type { Tokens } from "./textTokens.js";

const LONGEST_PHRASE = 8; // tokens before a number
const TENTHS = 10;
const HUNDRED = 100;

/** The first token of a percentage, the token after it, and the percents. */
export type ReadPercentage = readonly [start: number, end: number, percents: number];

/**
 * Returns the percentages of a text, from left to right.
 *
 * @param percentMode whether fractions of something count too: "one quarter of".
 */
export function readPercentages(numbers: NumberFinder, percentMode: boolean): ReadPercentage[] {
  const found: ReadPercentage[] = [];
  const inUrls = tokensOfUrls(numbers.tokens);
  const starts = new Set(numbers.pack.percentsBefore.starts(numbers.tokens));
  let taken = 0;
  for (const number of numbers.found) {
    if (number.start < taken || inUrls.has(number.start)) continue;
    const percentage = percentageOf(numbers, number, starts, taken, percentMode);
    if (!percentage) continue;
    found.push(percentage);
    taken = percentage[1];
  }
  return found;
}

function percentageOf(
  { tokens, pack }: NumberFinder,
  { start, end, value, subtype, spokenRatio }: ReadNumber,
  starts: ReadonlySet<number>,
  taken: number,
  percentMode: boolean,
): ReadPercentage | null {
  const after = pack.percentsAfter.longest(tokens, end);
  if (after) {
    const percents = percentsOf(value, after[1]);
    return percents === null ? null : [start, after[0], percents];
  }
  const before = phraseBefore(pack.percentsBefore, starts, tokens, start, taken);
  if (before) return [before[0], end, value * before[1]];
  if (!percentMode || subtype !== "fraction") return null;
  const of = pack.words("of").longest(tokens, end);
  return of || spokenRatio ? [start, of?.[0] ?? end, value * HUNDRED] : null;
}

/** Returns where the longest phrase starts that ends at a token, and its value. */
function phraseBefore(
  table: PhraseTable<number>,
  starts: ReadonlySet<number>,
  tokens: Tokens,
  end: number,
  least: number,
): FoundPhrase<number> | null {
  for (let start = Math.max(least, end - LONGEST_PHRASE); start < end; start++) {
    if (!starts.has(start)) continue;
    const found = table.allAt(tokens, start).find(([stop]) => stop === end);
    if (found) return [start, found[1]];
  }
  return null;
}

/**
 * Returns how many percents a number of units is.
 *
 * A factor below 0 is that of a discount of prices in tenths: 8.5 is 85 %, and so is 85.
 */
function percentsOf(value: number, factor: number): number | null {
  if (factor > 0) return value * factor;
  if (value > 0 && value < TENTHS) return value * -factor;
  return TENTHS < value && value < HUNDRED ? value : null;
}

/** Returns the tokens that stand after :// in the same run of characters. */
function tokensOfUrls(tokens: Tokens): Set<number> {
  const found = new Set<number>();
  let inside = false;
  for (const [at, token] of tokens.entries()) {
    inside &&= !token.gap;
    if (inside) found.add(at);
    else inside = token.plain === ":" && tokens[at + 1]?.plain === "/" && tokens[at + 2]?.plain === "/"; // prettier-ignore
  }
  return found;
}
