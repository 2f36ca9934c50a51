/** A sentence on each breed's character in the user's language; loaded with the first breed shown. */

/** The sentences of a language by the breeds' ids. */
export type Characters = Readonly<Record<string, string>>;

const files = import.meta.glob<Characters>("./breedCharacters.*.json", { import: "default" });
const loaded = new Map<string, Promise<Characters>>();

/**
 * Loads the sentences of a language, English where it has none; none if the file can't be loaded.
 * Returns the same promise for the same language, so that a component can `use` it.
 */
export function loadCharacters(language: string): Promise<Characters> {
  const load = files[`./breedCharacters.${language}.json`];
  if (!load) return loadCharacters("en");
  const characters = loaded.get(language) ?? load().catch(() => ({}));
  loaded.set(language, characters);
  return characters;
}
