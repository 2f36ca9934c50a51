/** A breed's rarity, by its rank among the AKC's registrations; the wild ones are legends. */
import type { Breed } from "../breeds/breedCatalogue";

export type Rarity = "common" | "uncommon" | "rare" | "epic" | "legendary";

/** From the most to the least frequent. */
export const RARITIES: readonly Rarity[] = ["common", "uncommon", "rare", "epic", "legendary"];

/** The last rank of each rarity; the ranks beyond are epic. */
const LAST_RANKS: readonly (readonly [number, Rarity])[] = [
  [30, "common"],
  [70, "uncommon"],
  [125, "rare"],
];

/** @returns null where the breed has no rank. */
export function rarityOf({ group, rank }: Pick<Breed, "group" | "rank">): Rarity | null {
  if (group === "wild") return "legendary";
  if (rank === null) return null;
  return LAST_RANKS.find(([last]) => rank <= last)?.[1] ?? "epic";
}

/** Returns the points for the first catch of a breed. */
export function pointsForFirst(rarity: Rarity | null): number {
  return { common: 100, uncommon: 150, rare: 250, epic: 400, legendary: 1000 }[rarity ?? "common"];
}
