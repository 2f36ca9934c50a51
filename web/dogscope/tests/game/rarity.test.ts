import { expect, it } from "vitest";
import { BREEDS, type Breed } from "../../src/breeds/breedCatalogue";
import { rarityOf, worth, type Rarity } from "../../src/game/rarity";

const ORDER: Rarity[] = ["common", "uncommon", "rare", "epic", "legendary"];
const ranked = (rank: number | null): Breed => ({ id: "n1", group: "toy", shape: "toy", rank });

it("a breed is the rarer the fewer there are, and worth the more", () => {
  const all = Array.from({ length: 200 }, (_, at) => rarityOf(ranked(at + 1))!);
  const steps = all.map((rarity) => ORDER.indexOf(rarity));
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect([all[0], all[199]]).toEqual(["common", "epic"]);
  const values = ORDER.map(worth);
  expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
});

it("a wild one is a legend, and of what has no rank nothing is said", () => {
  expect(rarityOf({ ...ranked(null), group: "wild" })).toBe("legendary");
  expect(rarityOf(ranked(null))).toBeNull();
  expect(worth(null)).toBe(worth("common"));
});

it("each rarity has breeds, and common ones are no exception", () => {
  const count = (rarity: Rarity) => BREEDS.filter((breed) => rarityOf(breed) === rarity).length;
  expect(ORDER.map(count).every((each) => each >= 3)).toBe(true);
  expect(count("legendary")).toBe(3);
  expect(count("common")).toBeGreaterThan(count("legendary"));
});
