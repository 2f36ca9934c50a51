import { expect, test } from "vitest";
import type { Progress } from "../../src/bundle/bundleFiles.js";
import { ProgressTotal } from "../../src/store/progressTotal.js";

test("the total is known before the first byte, and is reached", () => {
  const told: Progress[] = [];
  const tracker = new ProgressTotal((progress) => told.push(progress));
  tracker.expect("graph", 100);
  tracker.expect("head", 10);
  tracker.at("graph", 60);
  tracker.at("head", 10);
  tracker.at("graph", 110); // a host that sends more than was said
  tracker.done("graph");
  tracker.at("unknown", 5); // came from the store
  expect(told.map(({ loaded }) => loaded)).toEqual([60, 70, 110, 110]);
  expect(told.every(({ total }) => total === 110)).toBe(true);
});
