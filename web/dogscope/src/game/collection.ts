/** The collection: the breeds that were found, with their catches. A mixed breed is none of them. */
import { BREEDS, GROUPS, type Group } from "../breeds/breedCatalogue";
import type { Catch } from "../storage/userRecords";

export interface FoundBreed {
  readonly count: number;
  readonly oldest: Catch;
  /** The newest catch: its photo stands for the breed. */
  readonly newest: Catch;
}

/** The found breeds by WordNet id. */
export type Collection = ReadonlyMap<string, FoundBreed>;

export function collectionOf(catches: readonly Catch[]): Collection {
  const found = new Map<string, FoundBreed>();
  for (const each of catches) {
    if (each.mix) continue;
    const before = found.get(each.breed);
    found.set(each.breed, {
      count: (before?.count ?? 0) + 1,
      oldest: before && before.oldest.at <= each.at ? before.oldest : each,
      newest: before && before.newest.at >= each.at ? before.newest : each,
    });
  }
  return found;
}

/** Counts the breeds of each group, and how many of them were found. */
export function groupProgress(collection: Collection): Map<Group, { found: number; all: number }> {
  const progress = new Map(GROUPS.map((group) => [group, { found: 0, all: 0 }]));
  for (const { id, group } of BREEDS) {
    const counts = progress.get(group)!;
    counts.all++;
    if (collection.has(id)) counts.found++;
  }
  return progress;
}
