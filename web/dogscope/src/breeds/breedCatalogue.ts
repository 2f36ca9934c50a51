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
  /** The name of the silhouette that is shown until the breed is found. */
  readonly shape: string;
  /** The rank by the AKC's registrations, 1 the most frequent; null where there is none. */
  readonly rank: number | null;
}

/** All breeds, in the order of the classifier's labels. */
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
