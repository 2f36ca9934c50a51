import { expect, it } from "vitest";
import { BREEDS, type Breed } from "../../src/breeds/breedCatalogue";
import { pointsForFirst, RARITIES, rarityOf, type Rarity } from "../../src/game/rarity";

const ranked = (rank: number | null): Breed => ({
  id: "n1",
  group: "toy",
  family: "toy companions",
  rank,
});

it("a breed is rarer, and worth more points, the higher its rank number", () => {
  const all = Array.from({ length: 200 }, (_, at) => rarityOf(ranked(at + 1))!);
  const steps = all.map((rarity) => RARITIES.indexOf(rarity));
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect([all[0], all[199]]).toEqual(["common", "epic"]);
  const values = RARITIES.map(pointsForFirst);
  expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
});

it("a wild breed is legendary, and a breed without a rank has no rarity", () => {
  expect(rarityOf({ ...ranked(null), group: "wild" })).toBe("legendary");
  expect(rarityOf(ranked(null))).toBeNull();
  expect(pointsForFirst(null)).toBe(pointsForFirst("common"));
});

it("each rarity has breeds, and there are more common ones than legendary", () => {
  const count = (rarity: Rarity) => BREEDS.filter((breed) => rarityOf(breed) === rarity).length;
  expect(RARITIES.map(count).every((each) => each >= 3)).toBe(true);
  expect(count("legendary")).toBe(3);
  expect(count("common")).toBeGreaterThan(count("legendary"));
});
