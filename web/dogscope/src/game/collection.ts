/** What was found of each breed. */
import { BREEDS, GROUPS, type Group } from "../breeds/breedCatalogue";
import type { Catch } from "../storage/records";

export interface Found {
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** The newest catch: its photo stands for the breed. */
  readonly newest: Catch;
}

/** By WordNet id, the breeds that were found. */
export type Collection = ReadonlyMap<string, Found>;

export function collectionOf(catches: readonly Catch[]): Collection {
  const found = new Map<string, Found>();
  for (const each of catches) {
    const known = found.get(each.breed);
    found.set(each.breed, {
      count: (known?.count ?? 0) + 1,
      first: Math.min(known?.first ?? Infinity, each.at),
      last: Math.max(known?.last ?? -Infinity, each.at),
      newest: known && known.newest.at >= each.at ? known.newest : each,
    });
  }
  return found;
}

/** How many of a group's breeds there are, and were found. */
export function groupProgress(collection: Collection): Map<Group, { found: number; all: number }> {
  const progress = new Map(GROUPS.map((group) => [group, { found: 0, all: 0 }]));
  for (const { id, group } of BREEDS) {
    const of = progress.get(group)!;
    of.all++;
    if (collection.has(id)) of.found++;
  }
  return progress;
}
