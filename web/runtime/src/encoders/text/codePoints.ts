/**
 * Folds a text before it is cut into words, by the table of code points that travels with the model.
 *
 * The twin of `vizsla/encoders/text/code_points.py`, which says what the table holds. JavaScript's own
 * tables of Unicode are not asked: they differ by the browser's version.
 */

/** `code_points.json`. Ranges are flat lists of first and last code points, in order. */
interface Table {
  readonly dropped: readonly number[];
  readonly spaces: readonly number[];
  readonly alone: readonly number[];
  readonly replaced: Readonly<Record<string, string>>;
}

// Syllables of Hangul are composed by a rule (The Unicode Standard, 3.12).
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const LEADS = 0x1100;
const VOWELS = 0x1161;
const TAILS = 0x11a7; // no tail has the index 0
const VOWEL_COUNT = 21;
const TAIL_COUNT = 28;
const MOST_KEPT = 2 ** 14; // characters that were asked for; a language needs fewer

/** The table of code points. */
export class CodePoints {
  readonly #table: Table;
  /** Character -> what stands for it: those that were asked for, and the replaced ones. */
  readonly #folded: Map<string, string>;

  constructor(json: string) {
    this.#table = JSON.parse(json) as Table; // its hash was compared
    this.#folded = new Map(Object.entries(this.#table.replaced));
  }

  /** Returns a text's words and marks, parted by one or more spaces. */
  fold(text: string): string {
    let folded = "";
    for (const character of text) folded += this.#folded.get(character) ?? this.#find(character);
    return folded;
  }

  #find(character: string): string {
    const found = this.#lookUp(character);
    if (this.#folded.size < MOST_KEPT) this.#folded.set(character, found);
    return found;
  }

  #lookUp(character: string): string {
    const code = character.codePointAt(0)!;
    if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) return syllable(code - FIRST_SYLLABLE);
    if (isIn(this.#table.dropped, code)) return "";
    if (isIn(this.#table.spaces, code)) return " ";
    return isIn(this.#table.alone, code) ? ` ${character} ` : character;
  }
}

function syllable(index: number): string {
  const tail = index % TAIL_COUNT;
  const leadAndVowel = Math.floor(index / TAIL_COUNT);
  return String.fromCharCode(
    LEADS + Math.floor(leadAndVowel / VOWEL_COUNT),
    VOWELS + (leadAndVowel % VOWEL_COUNT),
    ...(tail ? [TAILS + tail] : []),
  );
}

/** Says whether a code point is in one of the ranges. */
function isIn(bounds: readonly number[], code: number): boolean {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle]! <= code) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1 || (low > 0 && bounds[low - 1] === code);
}
