import { expect, test } from "vitest";
import { pictured, placed, zoomStep } from "../../src/rooms/explore/mapPictures";

const x = Float32Array.from([0.5, 0.52, 0.9]);
const y = Float32Array.from([0.5, 0.5, 0.5]);
const shape = { across: 400, down: 200 };
const all = () => true;

test("no picture covers another: what is too close stays a point until the map is larger", () => {
  expect(pictured(x, y, shape, 1, 50, all)).toEqual([0, 2]);
  expect(pictured(x, y, shape, 8, 50, all)).toEqual([0, 1, 2]);
});

test("what the filters leave out has no picture, and makes room", () => {
  expect(pictured(x, y, shape, 1, 50, (at) => at !== 0)).toEqual([1, 2]);
});

test("the same pictures are shown until the zoom has grown by half", () => {
  expect(zoomStep(1.05)).toBe(zoomStep(1.3));
  expect(zoomStep(1.3)).toBeLessThan(zoomStep(1.5));
});

test("pictures lie at their places, and those out of view are left out", () => {
  const view = { x: 0.5, y: 0.5, zoom: 2 };
  const found = placed([0, 1, 2], x, y, view, shape, [400, 200], 25, 10);
  expect(found.map(({ at, top }) => [at, top])).toEqual([
    [0, 100],
    [1, 100],
  ]);
  expect(found[1]!.left).toBeCloseTo(216, 3);
});
