/** Checks a text, as `vizsla/modalities/text/load_text.py` does. */
import { InputDamagedError, InputFormatError, InputTooLargeError } from "../../errors.js";

/** The limits of a text. */
export interface TextLimits {
  readonly maxCharacters: number;
}

const LONGEST = 40; // characters of a text in a message
const HALF = /\p{Surrogate}/u;
// White space, control characters, and those that are not seen, such as a zero-width space.
const SEEN =
  // eslint-disable-next-line no-control-regex -- control characters alone are no text
  /[^\x00-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/u;

/**
 * Returns a text that can be used.
 * @param name - its file's, for messages; null for a text that was given as one.
 * @throws InputTooLargeError - it has more characters than the limit.
 * @throws InputFormatError - it holds half of a character.
 * @throws InputDamagedError - it holds nothing that can be seen.
 */
export function checkText(text: string, name: string | null, limits: TextLimits): string {
  const most = limits.maxCharacters;
  const what = name ?? excerpt(text);
  // In code points, as Python counts; a text has at most two units for each.
  const characters = text.length > most ? countOf(text) : text.length;
  if (characters > most) {
    throw new InputTooLargeError(
      `${what} has ${characters.toLocaleString("en")} characters; the limit is ` +
        `${most.toLocaleString("en")}. Give a shorter text, or raise limits.maxCharacters.`,
    );
  }
  const half = HALF.exec(text);
  if (half) {
    const code = half[0].charCodeAt(0).toString(16).toUpperCase();
    throw new InputFormatError(
      `${what} is not Unicode: character ${half.index} is half of one (U+${code}). Decode the text ` +
        "with the encoding that it was written in.",
    );
  }
  if (!SEEN.test(text)) {
    throw new InputDamagedError(`There is nothing to read in ${what}. Give a text with a word.`);
  }
  return text;
}

function countOf(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return count;
}

/** Returns the beginning of a text for a message, on one line. */
function excerpt(text: string): string {
  const start = text.slice(0, 8 * LONGEST).replace(/\p{Surrogate}/gu, "\ufffd");
  const line = [...start.replace(/[\s\p{C}]+/gu, " ").trim()];
  if (line.length === 0) return "an empty text";
  const isLonger = line.length > LONGEST || start.length < text.length;
  return `"${line.slice(0, isLonger ? LONGEST - 1 : LONGEST).join("")}${isLonger ? "…" : ""}"`;
}
