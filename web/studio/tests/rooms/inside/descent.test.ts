import { expect, test } from "vitest";
import {
  bestLine,
  lossMap,
  lossOf,
  slopeOf,
  stepDown,
  type Point,
} from "../../../src/rooms/inside/math/descent";
import { held, scale, ticks } from "../../../src/rooms/inside/math/plotScale";

const POINTS: Point[] = [
  [-2, -1.2],
  [-1, 0.1],
  [0, 0.8],
  [2, 2.9],
];
const START = { weight: -1, bias: 2 };

test("the slope is what a small change of weight and bias changes in the loss", () => {
  const little = 1e-6;
  const before = lossOf(START, POINTS);
  const slope = slopeOf(START, POINTS);
  const weight = (lossOf({ ...START, weight: START.weight + little }, POINTS) - before) / little;
  const bias = (lossOf({ ...START, bias: START.bias + little }, POINTS) - before) / little;
  expect(slope.weight).toBeCloseTo(weight, 4);
  expect(slope.bias).toBeCloseTo(bias, 4);
});

test("steps lead down to the best line, and too long ones away from it", () => {
  let [learns, leaps] = [START, START];
  let loss = lossOf(START, POINTS);
  for (let n = 0; n < 60; n += 1) {
    learns = stepDown(learns, POINTS, 0.1);
    leaps = stepDown(leaps, POINTS, 0.6);
    expect(lossOf(learns, POINTS)).toBeLessThanOrEqual(loss);
    loss = lossOf(learns, POINTS);
  }
  const best = bestLine(POINTS);
  expect(learns.weight).toBeCloseTo(best.weight, 3);
  expect(learns.bias).toBeCloseTo(best.bias, 3);
  expect(lossOf(leaps, POINTS)).toBeGreaterThan(1000);
});

test("the map of the loss is lowest at the best line", () => {
  const map = lossMap(POINTS, [-3, 3], [-3, 3], 21);
  const best = bestLine(POINTS);
  const column = Math.floor(((best.weight + 3) / 6) * 21);
  const row = 20 - Math.floor(((best.bias + 3) / 6) * 21);
  const near = map.slice(row - 1, row + 2).flatMap((each) => each.slice(column - 1, column + 2));
  expect(near).toContain(1);
  expect(Math.min(...map.flat())).toBe(0);
});

test("a drawing's places and numbers lead back to each other", () => {
  const down = scale(-5, 5, 300, 20);
  expect(down.at(5)).toBe(20);
  expect(down.of(down.at(1.25))).toBeCloseTo(1.25);
  expect(held(0.34999, -1, 1, 0.05)).toBe(0.35);
  expect(held(7, -1, 1, 0.1)).toBe(1);
  expect(ticks(-2.5, 4, 2)).toEqual([-2, 0, 2, 4]);
});
