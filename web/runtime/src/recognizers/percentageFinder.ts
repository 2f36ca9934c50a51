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
  found.push(...saidOtherwise(numbers));
  return found.sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]);
}

/** Returns the percentages without a number: the Chinese "sold at the folded-in-half". */
function saidOtherwise({ tokens, pack }: NumberFinder): ReadPercentage[] {
  return (pack.numbers.percents_said ?? []).flatMap(([percents, before, phrase]) =>
    pack
      .phrase(before)
      .starts(tokens)
      .flatMap((at): ReadPercentage[] => {
        const opening = pack.phrase(before).longest(tokens, at);
        const said = opening && pack.phrase(phrase).longest(tokens, opening[0]);
        return said ? [[opening[0], said[0], percents]] : [];
      }),
  );
}

/** Returns the end and the percents of a digit after tenths, in languages that write so: 76 %. */
function tailOf(numbers: NumberFinder, end: number): readonly [end: number, percents: number] {
  const digit = numbers.pack.numbers.tenths_and_digit ? numbers.reader.read(end) : null;
  const isDigit = digit?.end === end + 1 && digit.value > 0 && digit.value < TENTHS;
  return isDigit ? [digit.end, digit.value] : [end, 0];
}

function percentageOf(
  numbers: NumberFinder,
  { start, end, value, subtype, spokenRatio }: ReadNumber,
  starts: ReadonlySet<number>,
  taken: number,
  percentMode: boolean,
): ReadPercentage | null {
  const { tokens, pack } = numbers;
  const after = pack.percentsAfter.longest(tokens, end);
  if (after) {
    const percents = percentsOf(value, after[1]);
    if (percents === null) return null;
    const [stop, more] = after[1] === TENTHS ? tailOf(numbers, after[0]) : [after[0], 0];
    return [start, stop, percents + more];
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
