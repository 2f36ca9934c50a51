import { describe, expect, it } from "vitest";
import { BREEDS, breedIdOf, breedOf, GROUPS } from "../../src/breeds/breedCatalogue";
import { labels } from "../classifierLabels";

describe("the catalogue", () => {
  it("has the classifier's breeds in the classifier's order", () => {
    const own = labels.filter(({ id }) => breedIdOf(id) === id);
    expect(BREEDS.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
    expect(new Set(BREEDS.map(({ id }) => id)).size).toBe(BREEDS.length);
  });

  it("has one husky for the classifier's two", () => {
    const huskies = labels.filter(({ answer }) => /husky$/i.test(answer));
    expect(huskies).toHaveLength(2);
    expect(new Set(huskies.map(({ id }) => breedOf(breedIdOf(id))!.id)).size).toBe(1);
  });

  it("has a group and a valid rank for each breed", () => {
    expect(BREEDS.filter(({ group }) => !GROUPS.includes(group))).toEqual([]);
    expect(BREEDS.filter(({ group }) => group === "wild")).toHaveLength(3);
    for (const { rank, group } of BREEDS) {
      expect(rank === null || (Number.isInteger(rank) && rank >= 1 && rank <= 300)).toBe(true);
      if (group === "wild") expect(rank).toBeNull();
    }
  });

  it("finds a breed by its id, and null by any other text", () => {
    for (const breed of BREEDS) expect(breedOf(breed.id)).toBe(breed);
    for (const id of ["", "n00000000", "__proto__", "constructor"]) expect(breedOf(id)).toBeNull();
  });
});
