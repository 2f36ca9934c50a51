/** Where the sentences on the breeds' characters are from; loaded with a breed's details. */
import type { Source } from "./breedFacts";
import file from "./breedCharacterSources.json";

export interface DatedSource extends Source {
  /** The day on which the source was read, as in `2026-12-01`. */
  readonly read: string;
}

/** Returns the source of a breed's sentence; null where it has none. */
export function characterSourceOf(id: string): DatedSource | null {
  if (!Object.hasOwn(file.breeds, id)) return null;
  const [title, url, read] = file.sources[(file.breeds as Record<string, number>)[id]!]!;
  return { title: title!, url: url!, read: read! };
}
