/** The catalogue of the breeds that can be found. */
import catalogue from "./breedCatalogue.json";

/** A group of the American Kennel Club (AKC), or the wild dogs. */
export type Group =
  "sporting" | "hound" | "working" | "terrier" | "toy" | "non-sporting" | "herding" | "wild";

export const GROUPS: readonly Group[] = [
  "sporting",
  "hound",
  "working",
  "terrier",
  "toy",
  "non-sporting",
  "herding",
  "wild",
];

export interface Breed {
  /** The WordNet id, as in the classifier's labels: `n02088364`. */
  readonly id: string;
  readonly group: Group;
  /** The family whose usual look a drawing has where no source has the breed's own. */
  readonly family: string;
  /** The rank by the AKC's registrations, 1 the most frequent; null where there is none. */
  readonly rank: number | null;
}

/** All breeds, in the order of the classifier's labels; one breed's second label is left out. */
export const BREEDS: readonly Breed[] = Object.entries(catalogue).map(
  ([id, [group, family, rank]]) => ({
    id,
    group: group as Group,
    family: family as string,
    rank: rank as number | null,
  }),
);

/** WordNet's second id of a breed, with the id that it has here: its husky is the Siberian husky. */
const SAME_BREEDS: ReadonlyMap<string, string> = new Map([["n02109961", "n02110185"]]);

/** Returns the id of a label's breed: two of the classifier's labels may be one breed. */
export function breedIdOf(label: string): string {
  return SAME_BREEDS.get(label) ?? label;
}

const byId = new Map(BREEDS.map((breed) => [breed.id, breed]));

export function breedOf(id: string): Breed | null {
  return byId.get(id) ?? null;
}
