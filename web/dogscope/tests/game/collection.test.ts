import { expect, it } from "vitest";
import { BREEDS, GROUPS } from "../../src/breeds/breedCatalogue";
import { collectionOf, groupProgress } from "../../src/game/collection";
import { aCatch, BEAGLE, DINGO, PUG } from "../sampleRecords";

it("a breed has its oldest and newest catch, in any order of the catches", () => {
  const catches = [5, 9, 2].map((n) => aCatch(n, { breed: PUG }));
  for (const order of [catches, [...catches].reverse(), [...catches, aCatch(1)]]) {
    const [newest, first] = [catches[1]!, catches[2]!];
    const found = collectionOf(order).get(PUG);
    expect(found).toEqual({ count: 3, oldest: first, newest });
  }
  expect(collectionOf([]).size).toBe(0);
});

it("a mixed breed is not of its main breed", () => {
  expect(collectionOf([aCatch(1, { mix: [BEAGLE, PUG] })]).size).toBe(0);
});

it("the progress of a group counts its breeds and the found ones", () => {
  const catches = [BEAGLE, BEAGLE, DINGO].map((breed, n) => aCatch(n, { breed }));
  const progress = groupProgress(collectionOf(catches));
  expect([...progress.keys()]).toEqual(GROUPS);
  expect(progress.get("hound")!.found).toBe(1);
  expect(progress.get("wild")).toEqual({ found: 1, all: 3 });
  expect(progress.get("toy")!.found).toBe(0);
  const sum = [...progress.values()].reduce((total, { all }) => total + all, 0);
  expect(sum).toBe(BREEDS.length);
});
