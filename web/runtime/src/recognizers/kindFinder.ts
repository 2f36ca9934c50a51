/** Finds entities of the kinds of `recognizeText` for functions of the user's own, which give the language. */
import { entityScore } from "./entityScores.js";
import type { FoundEntity } from "./foundEntity.js";
import { checkLanguage, loadPack } from "./languages.js";
import { findEntities } from "./recognize.js";
import { SourceText } from "./sourceText.js";

/** Reads texts of one language. */
export interface KindFinder {
  /** Returns the entities of some kinds, from left to right; none overlaps another. */
  find(text: string, kinds: readonly string[]): readonly FoundEntity[];
  /** Returns how often an entity of a kind is right, 0 to 1. */
  score(kind: string): number;
}

/**
 * Loads what reads texts of a language.
 * @throws OptionError - there is no such language.
 */
export async function openKindFinder(language: string): Promise<KindFinder> {
  checkLanguage(language);
  const pack = await loadPack(language);
  return {
    find: (text, kinds) => findEntities(new SourceText(text), pack, kinds),
    score: (kind) => entityScore(kind, language, true),
  };
}
