/** Takes apart numbers that are written as one word: zwei-und-zwanzig, venti-due. */
import type { LanguagePack } from "./languagePack.js";
import { isOne, isTen, numberWord, type NumberWord } from "./numberWord.js";

const LONGEST = 120; // letters of a number in one word

type Parts = readonly (NumberWord | "and")[];

/**
 * Returns the number words that one written word consists of, or null.
 *
 * @param text the word, plain.
 * @param ends what must stand last; null where the parts of cardinals do.
 */
export function splitGlued(
  text: string,
  pack: LanguagePack,
  ends: ReadonlyMap<string, NumberWord> | null,
): NumberWord[] | null {
  if (text.length > LONGEST || !pack.gluedLetters.has(text[0]!)) return null;
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
