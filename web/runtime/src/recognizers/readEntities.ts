/** Reads the entities of a text in its language, which is told from its words where nobody says it. */
import { InputUnclearError } from "../errors.js";
import type { FoundEntity } from "./foundEntity.js";
import { isLanguage, LANGUAGES, loadPack, loadWeights, type Language } from "./languages.js";
import { findEntities, type RecognizerOptions } from "./recognize.js";
import type { SourceText } from "./sourceText.js";
import { likelyLanguages, OTHER } from "./textLanguage.js";

const MOST_COMPARED = 1000; // characters of a text that is read in several languages
const NAMES_IN = "en"; // the names of units, where several languages read a text the same

/** The language of a text, null where it means the same in several; and its entities. */
export interface ReadEntities {
  readonly language: Language | null;
  readonly entities: readonly FoundEntity[];
}

/**
 * Returns the entities of a text.
 * @param language null to tell it from the text's words.
 * @throws InputUnclearError - it can't be told, and those that it may be read the text differently.
 */
export async function readEntities(
  text: SourceText,
  language: Language | null,
  kinds: readonly string[],
  options: RecognizerOptions,
): Promise<ReadEntities> {
  const read = async (each: Language) =>
    findEntities(text, await loadPack(each, kinds), kinds, options);
  if (language) return { language, entities: await read(language) };
  const likely = likelyLanguages(text.source, await loadWeights());
  if (likely[0] === OTHER) {
    throw new InputUnclearError(
      "the text seems to be in none of the languages that are read; where it is, say which: " +
        `language, one of ${LANGUAGES.join(", ")}`,
    );
  }
  const known = likely.filter(isLanguage);
  const mayBe = known.length ? known : LANGUAGES;
  if (likely.length !== 1 && text.length > MOST_COMPARED) throw unclear(mayBe);
  const readings = await Promise.all(mayBe.map(read));
  const first = readings[0]!;
  if (readings.length === 1) return { language: mayBe[0]!, entities: first };
  const meanings = new Set(readings.map(withoutNames));
  if (meanings.size > 1) throw unclear(mayBe);
  return { language: null, entities: readings[mayBe.indexOf(NAMES_IN)] ?? first };
}

function unclear(languages: readonly Language[]): InputUnclearError {
  return new InputUnclearError(
    "the text's language can't be told from its words; say it: " +
      `language, one of ${languages.join(", ")}`,
  );
}

/** Returns the entities without the names of units, which each language has in its own words. */
function withoutNames(entities: readonly FoundEntity[]): string {
  return JSON.stringify(
    entities.map((found) => ({ ...found, value: { ...found.value, unit: null } })),
  );
}
