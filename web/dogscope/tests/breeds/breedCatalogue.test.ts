import { describe, expect, it } from "vitest";
import { BREEDS, breedOf, GROUPS } from "../../src/breeds/breedCatalogue";
import silhouettes from "../../src/components/silhouettes.json";
import { labels } from "../classifierLabels";

describe("the catalogue", () => {
  it("has exactly the breeds that the classifier knows, in its order", () => {
    expect(BREEDS.map(({ id }) => id)).toEqual(labels.map(({ id }) => id));
    expect(new Set(BREEDS.map(({ id }) => id)).size).toBe(BREEDS.length);
  });

  it("has a group, a silhouette and a rank of its own for each", () => {
    expect(BREEDS.filter(({ group }) => !GROUPS.includes(group))).toEqual([]);
    expect(BREEDS.filter(({ shape }) => !Object.hasOwn(silhouettes, shape))).toEqual([]);
    expect(BREEDS.filter(({ group }) => group === "wild")).toHaveLength(3);
    for (const { rank, group } of BREEDS) {
      expect(rank === null || (Number.isInteger(rank) && rank >= 1 && rank <= 300)).toBe(true);
      if (group === "wild") expect(rank).toBeNull();
    }
  });

  it("gives a breed by its key, and nothing by any other", () => {
    for (const breed of BREEDS) expect(breedOf(breed.id)).toBe(breed);
    for (const id of ["", "n00000000", "__proto__", "constructor"]) expect(breedOf(id)).toBeNull();
  });
});
