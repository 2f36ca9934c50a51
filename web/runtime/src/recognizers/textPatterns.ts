/** What patterns say of a text's `shape`, where Python's `\b` and `\w` mean letters of any script. */
import { EASTERN_LETTER, OTHER_LETTER } from "./sourceText.js";

/** The characters from U+0800 to U+9FFF, for a class. */
export const EASTERN = "\u0800-\u9fff";
const WORD = `[0-9A-Za-z_${OTHER_LETTER}${EASTERN_LETTER}]`;
/** Where a word begins or ends, or doesn't: Python's `\b` and `\B`. */
export const BOUNDARY = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;
export const NO_BOUNDARY = `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`;
export const NOT_AFTER_WORD = `(?<!${WORD})`;
export const NOT_BEFORE_WORD = `(?!${WORD})`;
export const NOT_BEFORE_POINTED_WORD = `(?!\\.${WORD})`;

/** Returns a part of a pattern that takes letters in either case. */
export function eitherCase(pattern: string): string {
  return pattern.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Returns the end of a match that starts at a place; -1 where there is none. */
export function endOfMatch(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Orders places from left to right, and of those that start together the shorter first. */
export function byPlace(one: readonly number[], other: readonly number[]): number {
  return one[0]! - other[0]! || one[1]! - other[1]!;
}
