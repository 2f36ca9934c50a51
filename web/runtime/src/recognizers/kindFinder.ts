/** Finds entities of the kinds of `recognizeText` for functions of the user's own, which give the language. */
import { referenceTime, type ReferenceTime } from "./dates/referenceTime.js";
import { entityScore } from "./entityScores.js";
import type { FoundEntity } from "./foundEntity.js";
import { checkLanguage, loadPack } from "./languages.js";
import { findEntityGroups } from "./recognize.js";
import { SourceText } from "./sourceText.js";

/** When and where a text was written; by default now, where this device is. */
export interface WhenWritten {
  readonly reference?: ReferenceTime | undefined;
  readonly zone?: string | undefined;
}

/** Reads texts of one language. */
export interface KindFinder {
  /**
   * Returns the entities of each of several groups of kinds, from left to right. Those of one group do not
   * overlap. The text is read once.
   *
   * @param groups the kinds of each, of those that it was opened for.
   * @param when when and where the text was written.
   * @throws OptionError - the moment or the zone is none.
   * @throws InputTooLargeError - reading the text takes too many steps.
   */
  find(
    text: string,
    groups: readonly (readonly string[])[],
    when?: WhenWritten,
  ): readonly (readonly FoundEntity[])[];
  /** Returns how often an entity of a kind is right, 0 to 1. */
  score(kind: string): number;
}

/**
 * Loads what reads texts of a language.
 * @param kinds the kinds of entities that it will be asked for.
 * @throws OptionError - there is no such language.
 */
export async function openKindFinder(
  language: string,
  kinds: readonly string[],
): Promise<KindFinder> {
  checkLanguage(language);
  const pack = await loadPack(language, kinds);
  return {
    find: (text, groups, { reference, zone } = {}) =>
      findEntityGroups(new SourceText(text), pack, groups, {
        reference: referenceTime(reference, zone),
      }),
    score: (kind) => entityScore(kind, language, true),
  };
}
