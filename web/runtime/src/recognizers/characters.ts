/**
 * What the characters of a text are: letters, digits, spaces, signs; the same in every browser.
 *
 * Browsers and Pythons know Unicode in several versions. The table of `contract` says which characters
 * are old enough for all of them; the others count as signs without a meaning.
 */
import table from "../../../../contract/text/characters.json" with { type: "json" };

/** Han and kana are written without spaces: each character is a token. */
const ALONE = /^[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f]$/;
/** Unicode counts these among letters and numbers, though they are numerals or signs: 2 of km2, 1/2. */
const NUMERALS =
  /[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u218f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]/;
const LETTER = /[\p{L}\p{N}]/u;
const DECIMAL = /\p{Nd}/u;
const ACCENT = /[\u0300-\u036f]/;
/** White space as Python counts it: with U+001C to U+001F and U+0085, without U+FEFF. */
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const MARKS = /\p{M}/gu;
const PICTURE = /[\p{So}\p{Sk}]/u;
const SPACES = new RegExp(`${SPACE.source}+`);

/** What a character is in a token; `null` is white space. */
export type CharacterKind = "digits" | "word" | "alone" | "symbol" | null;

/** A code point that never becomes a character. */
const NOTHING = "\uffff";
const ENDS = Uint32Array.from(runEnds(table.runs));
const known = new Map<number, CharacterKind>();
const MOST_KNOWN = 2 ** 14; // a language needs fewer

/** Says whether a code point is old enough that every browser and Python knows it. */
export function isAssigned(code: number): boolean {
  let low = 0;
  let high = ENDS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ENDS[middle]! <= code) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 0;
}

/** Says what a code point is in a token. */
export function kindOf(code: number): CharacterKind {
  let kind = known.get(code);
  if (kind === undefined) {
    kind = findKind(code);
    if (known.size < MOST_KNOWN) known.set(code, kind);
  }
  return kind;
}

function findKind(code: number): CharacterKind {
  const character = String.fromCodePoint(code);
  if (/[0-9\uff10-\uff19]/.test(character)) return "digits";
  if (!isAssigned(code)) return "symbol";
  if (ALONE.test(character)) return "alone";
  if (ACCENT.test(character)) return "word";
  if (isSpace(character)) return null;
  const letter = isLetter(code) && !DECIMAL.test(character) && !NUMERALS.test(character);
  return letter ? "word" : "symbol";
}

/** Says whether a code point is a letter or a number of any script. */
export function isLetter(code: number): boolean {
  return LETTER.test(String.fromCodePoint(code)) && isAssigned(code);
}

/** Says whether a character is a digit of any script. */
export function isDecimal(character: string): boolean {
  return DECIMAL.test(character) && isAssigned(character.codePointAt(0)!);
}

/** Says whether a character is white space, as Python counts it. */
export function isSpace(character: string): boolean {
  return SPACE.test(character);
}

/** Says whether a character is a picture or a modifier of one: an emoji, a skin tone. */
export function isPicture(character: string): boolean {
  return PICTURE.test(character) && isAssigned(character.codePointAt(0)!);
}

/** Returns the words of a text, parted by white space as Python counts it. */
export function splitWords(text: string): string[] {
  return text.split(SPACES).filter((word) => word !== "");
}

/** Returns a text with a sign without a meaning in place of each newer character. */
export function knownOnly(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) =>
    isAssigned(character.codePointAt(0)!) ? character : NOTHING,
  );
}

/** Returns a word in lower case, without accents and at the usual width. */
export function plainWord(raw: string): string {
  if (/^[\0-\x7f]*$/.test(raw)) return raw.toLowerCase(); // prettier-ignore
  if (!isAssigned(raw.codePointAt(0)!)) return NOTHING;
  if (ALONE.test(raw)) return raw.normalize("NFKC");
  const apart = raw.normalize("NFKC").toLowerCase().normalize("NFD");
  return apart.replace(MARKS, "") || raw;
}

function* runEnds(lengths: readonly number[]): Iterable<number> {
  let end = 0;
  for (const length of lengths) yield (end += length);
}
