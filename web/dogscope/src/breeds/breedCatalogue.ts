/** The breeds that can be found: what the whole app needs of each. */
import catalogue from "./breedCatalogue.json";

export type Group =
  "sporting" | "hound" | "working" | "terrier" | "toy" | "non-sporting" | "herding" | "wild";

/** The AKC's groups, and the wild ones. */
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
  /** Its WordNet id, as in the classifier's labels: `n02088364`. */
  readonly id: string;
  readonly group: Group;
  /** Which silhouette stands for it until it is found. */
  readonly shape: string;
  /** Its rank by the AKC's registrations, 1 the most frequent; null where it has none. */
  readonly rank: number | null;
}

/** All of them, as the classifier lists them. */
export const BREEDS: readonly Breed[] = Object.entries(catalogue).map(
  ([id, [group, shape, rank]]) => ({
    id,
    group: group as Group,
    shape: shape as string,
    rank: rank as number | null,
  }),
);

const byId = new Map(BREEDS.map((breed) => [breed.id, breed]));

export function breedOf(id: string): Breed | null {
  return byId.get(id) ?? null;
}
