/** Finds the words of a text that an explanation leaves out one by one. */

// What stands between white space; in scripts without spaces, each character. As in
// `vizsla/functions/text_words.py`: Python and JavaScript take other characters for white space.
const SPACES =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const ALONE = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORD = new RegExp(`[${ALONE}]|[^${SPACES}${ALONE}]+`, "gu");

/** Returns the start and the end of each word, in the text's order. */
export function wordsOf(text: string): (readonly [start: number, end: number])[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => [index, index + word.length]);
}
