import { expect, it } from "vitest";
import { BREEDS } from "../../src/breeds/breedCatalogue";
import lookAlikes from "../../src/breeds/lookAlikes.json";
import { drawDog } from "../../src/drawings/drawDog";
import { lookOf } from "../../src/drawings/looks";

it("No two breeds have the same drawing but for the tufts of their fur: the app offers any two", () => {
  const breedsByDrawing = new Map<string, string[]>();
  for (const { id } of BREEDS) {
    const drawing = JSON.stringify(drawDog(lookOf(id), 1)); // the seed makes the tufts
    breedsByDrawing.set(drawing, [...(breedsByDrawing.get(drawing) ?? []), id]);
  }
  expect([...breedsByDrawing.values()].filter((breeds) => breeds.length > 1)).toEqual([]);
  const drawn = new Set(BREEDS.map(({ id }) => id));
  expect(Object.keys(lookAlikes).filter((id) => !drawn.has(id))).toEqual([]);
}, 30_000);
