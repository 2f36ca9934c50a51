import { expect, test } from "vitest";
import type { Progress } from "../../src/bundle/bundleFiles.js";
import { ProgressTotal } from "../../src/store/progressTotal.js";

test("the total is known before the first byte, and is reached", () => {
  const reported: Progress[] = [];
  const downloads = new ProgressTotal((progress) => reported.push(progress));
  downloads.expect("graph", 100);
  downloads.expect("head", 10);
  downloads.at("graph", 60);
  downloads.at("head", 10);
  downloads.at("graph", 110); // a host that sends more than was said
  downloads.done("graph");
  downloads.at("unknown", 5); // came from the store
  expect(reported.map(({ loaded }) => loaded)).toEqual([60, 70, 110, 110]);
  expect(reported.every(({ total }) => total === 110)).toBe(true);
});
