/** Tells the language of a text from the pieces of its words. */
import { knownOnly } from "./characters.js";
import type { LanguageWeights } from "./languageWeights.js";

/** A language without a pack. */
export const OTHER = "other";
/** Words in Latin letters, in Han or kana, and in other letters: Greek, Cyrillic, Arabic, Hangul. */
const WORD =
  /([a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+)|([\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+)|[\u0370-\u1dff\u1f00-\u1fff\uac00-\ud7af]+/g;
const OTHER_LETTERS = "*"; // the piece that stands for them
const LONGEST_PIECE = 4;
const LONGEST_WORD = 20; // of longer words, the beginning counts
const MOST_CHARACTERS = 2000; // of longer texts, the beginning counts
const SHORT = 8; // known pieces: a word of three letters has ten at most, and few are known
const ZERO = "?".charCodeAt(0); // the letter that stands for no weight

/**
 * Returns the languages that a text may be in, the likeliest first: codes such as `en`, and OTHER; none
 * where no piece is known, as in "$40".
 *
 * The pieces of a text's words have weights for each language: whole numbers, whose sums are the same in
 * every programming language. Those languages are likely whose sum is near the greatest.
 */
export function likelyLanguages(text: string, table: LanguageWeights): string[] {
  const sums = [...table.bias];
  const found = [...new Set(pieces(text))].filter((piece) => Object.hasOwn(table.weights, piece));
  if (!found.length) return [];
  for (const piece of found) {
    const weights = table.weights[piece]!;
    for (let at = 0; at < weights.length; at++) sums[at]! += weights.charCodeAt(at) - ZERO;
  }
  const margin = found.length <= SHORT ? table.short_margin : table.margin;
  const least = Math.max(...sums) - margin;
  return table.languages
    .map((language, at) => [language, sums[at]!] as const)
    .filter(([, sum]) => sum >= least)
    .sort(([, one], [, other]) => other - one)
    .map(([language]) => language);
}

/**
 * Returns the pieces of up to four letters of each word, its ends marked, and the word itself. Of Han
 * and kana, the pieces are single characters and pairs.
 */
function* pieces(text: string): Iterable<string> {
  const start = [...text.slice(0, 2 * MOST_CHARACTERS)].slice(0, MOST_CHARACTERS).join("");
  const plain = knownOnly(start).normalize("NFKC").toLowerCase();
  for (const [word, latin, alone] of plain.matchAll(WORD)) {
    if (latin) {
      yield* latinPieces(latin);
    } else if (alone) {
      yield* alone;
      for (let at = 0; at + 1 < alone.length; at++) yield alone.slice(at, at + 2);
    } else if (word) {
      yield OTHER_LETTERS;
    }
  }
}

function* latinPieces(word: string): Iterable<string> {
  const ends = `_${word.slice(0, LONGEST_WORD)}_`;
  for (let length = 1; length <= LONGEST_PIECE; length++) {
    for (let at = 0; at + length <= ends.length; at++) yield ends.slice(at, at + length);
  }
  yield `=${ends}`;
}
