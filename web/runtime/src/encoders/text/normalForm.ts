/**
 * Brings a text into SentencePiece's normal form `nmt_nfkc`, by tables that travel with the model.
 *
 * The twin of `vizsla/encoders/text/normal_form.py`, which says what the form is.
 */

const LONGEST = 4; // characters of a sequence that is composed
// Jamo make syllables of Hangul by a rule (The Unicode Standard, 3.12).
const LEADS = { first: 0x1100, count: 19 };
const VOWELS = { first: 0x1161, count: 21 };
const TAILS = { first: 0x11a8, count: 27 };
const FIRST_SYLLABLE = 0xac00;

/** The tables of the normal form. */
export class NormalForm {
  readonly #replaced: ReadonlyMap<string, string>;
  readonly #composed: ReadonlyMap<string, string>;
  /** A text without any of these has nothing to compose. */
  readonly #seconds: ReadonlySet<string>;

  /**
   * @param replaced a character -> what stands for it. All others stay.
   * @param composed a sequence of two to four characters -> the character that stands for it.
   */
  constructor(
    replaced: Readonly<Record<string, string>>,
    composed: Readonly<Record<string, string>>,
  ) {
    this.#replaced = new Map(Object.entries(replaced));
    this.#composed = new Map(Object.entries(composed));
    const vowels = Array.from({ length: VOWELS.count }, (_, at) =>
      String.fromCodePoint(VOWELS.first + at),
    );
    this.#seconds = new Set([...vowels, ...[...this.#composed.keys()].map((key) => [...key][1]!)]);
  }

  /** Returns a text's normal form. */
  of(text: string): string {
    const characters = Array.from(text, (each) => this.#replaced.get(each) ?? each);
    let found = "";
    for (let at = 0; at < characters.length;) {
      const { made, count } = this.#longestAt(characters, at);
      found += made;
      at += count;
    }
    return found;
  }

  /** Returns what stands for the longest sequence that is composed at a place, or for one character. */
  #longestAt(characters: readonly string[], at: number): { made: string; count: number } {
    if (this.#seconds.has(characters[at + 1]!)) {
      for (let count = Math.min(LONGEST, characters.length - at); count > 1; count--) {
        const made = this.#one(characters.slice(at, at + count));
        if (made !== undefined) return { made, count };
      }
    }
    return { made: characters[at]!, count: 1 };
  }

  /** Returns the character that stands for a sequence of characters, if one does. */
  #one(sequence: readonly string[]): string | undefined {
    const codes = sequence.map((each) => (isOne(each) ? each.codePointAt(0)! : -1));
    if (codes.includes(-1)) return undefined;
    const lead = codes[0]! - LEADS.first;
    const vowel = codes[1]! - VOWELS.first;
    const tail = codes.length > 2 ? codes[2]! - TAILS.first + 1 : 0;
    const isTail = codes.length === 2 || (codes.length === 3 && tail > 0 && tail <= TAILS.count);
    if (lead >= 0 && lead < LEADS.count && vowel >= 0 && vowel < VOWELS.count && isTail) {
      const pair = lead * VOWELS.count + vowel;
      return String.fromCharCode(FIRST_SYLLABLE + pair * (TAILS.count + 1) + tail);
    }
    return this.#composed.get(sequence.join(""));
  }
}

/** Whether a text is one character. */
function isOne(text: string): boolean {
  return text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff);
}
