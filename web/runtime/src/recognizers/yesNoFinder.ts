/** Finds the answer yes or no in a text. */
import { isPicture } from "./characters.js";
import type { Answer, LanguagePack } from "./languagePack.js";
import type { FoundPhrase } from "./phraseTable.js";
import type { Tokens } from "./textTokens.js";

const SKIN_TONES = [0x1f3fb, 0x1f3ff] as const;
const LEAST_SCORE = 0.4; // the reference's scores are from 0.4 to 1
const REST = 0.6;
const SIGN = -1; // the run of a sign

/** An answer that was read. */
export interface ReadAnswer {
  /** Its first token. */
  readonly start: number;
  /** The token after it. */
  readonly end: number;
  readonly yes: boolean;
  readonly score: number;
}

/**
 * Returns the surest answer, or null.
 *
 * The score grows with the share of the text's words that the answer takes.
 */
export function readYesNo(tokens: Tokens, pack: LanguagePack): ReadAnswer | null {
  const runs = numberedRuns(tokens);
  const count = Math.max(1, countRuns(runs));
  let best: ReadAnswer | null = null;
  for (let start = 0; start < tokens.length;) {
    const found = pack.answers.longest(tokens, start);
    let end = found?.[0] ?? start + 1;
    if (found && end < tokens.length && isSkinTone(tokens[end]!.raw)) end++;
    if (found && areWholeRuns(runs, start, end) && isMeant(tokens, start, found)) {
      const words = countRuns(runs.slice(start, end));
      const score = LEAST_SCORE + (REST * words) / count;
      if (!best || score > best.score) best = { start, end, yes: found[1] !== "no", score };
    }
    start = end;
  }
  return best;
}

/** Says whether a word that needs an accent has it, or stands where it needs none. */
function isMeant(tokens: Tokens, start: number, [end, name]: FoundPhrase<Answer>): boolean {
  const { raw, plain } = tokens[start]!;
  if (name === "yes" || name === "no" || raw.toLowerCase() !== plain) return true;
  const sides = [tokens[start - 1], name === "yes_apart" ? tokens[end] : undefined];
  return sides.every((each) => !each || each.kind === "symbol");
}

/** Numbers the words that stand together without a space or sign; signs have -1. */
function numberedRuns(tokens: Tokens): number[] {
  let current = 0;
  return tokens.map((token, position) => {
    const before = tokens[position - 1];
    const isJoined = before && !token.gap && token.kind !== "symbol" && before.kind !== "symbol";
    if (!isJoined) current++;
    const isSign = token.kind === "symbol" && !isPicture(token.raw);
    return isSign ? SIGN : current;
  });
}

function countRuns(runs: readonly number[]): number {
  return new Set(runs.filter((run) => run !== SIGN)).size;
}

function areWholeRuns(runs: readonly number[], start: number, end: number): boolean {
  const isCut = (place: number) => runs[place - 1] === runs[place] && runs[place] !== SIGN;
  return !(start > 0 && isCut(start)) && !(end < runs.length && isCut(end));
}

function isSkinTone(character: string): boolean {
  const code = character.codePointAt(0)!;
  return code >= SKIN_TONES[0] && code <= SKIN_TONES[1];
}
