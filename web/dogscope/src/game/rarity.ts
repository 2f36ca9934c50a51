/** How rare a breed is: by its rank among the AKC's registrations; the wild ones are legends. */
import type { Breed } from "../breeds/breedCatalogue";

export type Rarity = "common" | "uncommon" | "rare" | "epic" | "legendary";

/** Ranks up to these are of that rarity; what lies beyond is epic. */
const UP_TO: readonly (readonly [number, Rarity])[] = [
  [30, "common"],
  [70, "uncommon"],
  [125, "rare"],
];

/** @returns null where the rank of a breed is not known. */
export function rarityOf({ group, rank }: Breed): Rarity | null {
  if (group === "wild") return "legendary";
  if (rank === null) return null;
  return UP_TO.find(([last]) => rank <= last)?.[1] ?? "epic";
}

/** What the first catch of a breed is worth. */
export function worth(rarity: Rarity | null): number {
  return { common: 100, uncommon: 150, rare: 250, epic: 400, legendary: 1000 }[rarity ?? "common"];
}
