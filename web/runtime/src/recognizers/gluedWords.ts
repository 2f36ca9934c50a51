/** Takes apart numbers that are written as one word: zwei-und-zwanzig, venti-due. */
import type { LanguagePack } from "./languagePack.js";
import { isOne, isTen, numberWord, type NumberWord } from "./numberWord.js";
import type { ReadingSteps } from "./readingSteps.js";

const LONGEST = 120; // letters of a number in one word

type Parts = readonly (NumberWord | "and")[];

/** What the last part of a number in one word may be. */
export type LastPart = "cardinal" | "ordinal" | "denominator";

/** Takes apart the words of one text, each once. */
export class GluedWords {
  readonly #known = new Map<string, NumberWord[] | null>();

  /** @param steps counts the letters of words that begin as a number does. */
  constructor(
    private readonly pack: LanguagePack,
    private readonly steps: ReadingSteps,
  ) {}

  /**
   * Returns the number words that one written word consists of, or null.
   *
   * @param text the word, plain.
   * @param last of which kind its last part is.
   */
  split(text: string, last: LastPart): NumberWord[] | null {
    const key = `${last} ${text}`;
    let found = this.#known.get(key);
    if (found === undefined) this.#known.set(key, (found = this.#split(text, last)));
    return found;
  }

  #split(text: string, last: LastPart): NumberWord[] | null {
    const { pack } = this;
    const letters = text.length <= 2 * LONGEST ? [...text].length : Infinity;
    if (letters > LONGEST || !beginsGlued(text, pack)) return null;
    this.steps.take(letters);
    const ends = { cardinal: null, ordinal: pack.gluedEnds, denominator: pack.gluedDenominators };
    return splitGlued(text, pack, ends[last]);
  }
}

/** Says whether a word begins with a part of a number. */
function beginsGlued(text: string, pack: LanguagePack): boolean {
  if (!pack.gluedLetters.has(text[0]!)) return false;
  for (let size = 1; size <= pack.longestPart; size++) {
    if (pack.glued.has(text.slice(0, size))) return true;
  }
  return false;
}

/**
 * Returns the number words that one written word consists of, or null.
 *
 * @param text the word, plain, of at most `LONGEST` letters.
 * @param ends what must stand last; null where the parts of cardinals do.
 */
function splitGlued(
  text: string,
  pack: LanguagePack,
  ends: ReadonlyMap<string, NumberWord> | null,
): NumberWord[] | null {
  // From the right: the fewest parts that fill the text from each position.
  const reach = new Array<Parts | null>(text.length + 1).fill(null);
  if (!ends) reach[text.length] = [];
  for (let at = 1; ends && at < text.length; at++) {
    const word = ends.get(text.slice(at));
    if (word) reach[at] = [word];
  }
  for (let at = text.length - 1; at >= 0; at--) {
    const most = Math.min(pack.longestPart, text.length - at);
    for (let size = 1; size <= most; size++) {
      const rest = reach[at + size];
      const part = pack.glued.get(text.slice(at, at + size));
      if (!part || !rest) continue;
      const known = reach[at];
      if (!known || rest.length + 1 < known.length) reach[at] = [part, ...rest];
    }
  }
  const found = reach[0];
  return found && found.length > 1 ? onesBeforeTens(found) : null;
}

/** Replaces "three and twenty" by 23, and leaves other joints out. */
function onesBeforeTens(parts: Parts): NumberWord[] | null {
  const joined: NumberWord[] = [];
  let waits = false;
  for (const part of parts) {
    const before = joined.at(-1);
    if (part === "and") {
      if (!before) return null;
      waits = true;
      continue;
    }
    if (waits && before && isOne(before) && isTen(part)) {
      joined[joined.length - 1] = numberWord("base", before.value + part.value, part.ordinal);
    } else {
      joined.push(part);
    }
    waits = false;
  }
  return waits ? null : joined;
}
