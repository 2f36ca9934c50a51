import { expect, test } from "vitest";
import type { Progress } from "../../src/bundle/bundleFiles.js";
import { ProgressTotal } from "../../src/store/progressTotal.js";

test("the total is known before the first byte is reported, and is reached", () => {
  const reported: Progress[] = [];
  const downloads = new ProgressTotal((progress) => reported.push(progress));
  downloads.expect("engine", 50);
  downloads.at("engine", 20); // while it is not known yet what else there is
  downloads.expect("graph", 100);
  downloads.expect("head", 10);
  downloads.begin();
  downloads.at("graph", 60);
  downloads.at("head", 10);
  downloads.at("graph", 110); // a host that sends more than was said
  downloads.done("graph");
  downloads.done("engine");
  downloads.at("unknown", 5); // came from the store
  expect(reported.map(({ loaded }) => loaded)).toEqual([20, 80, 90, 130, 130, 160]);
  expect(reported.every(({ total }) => total === 160)).toBe(true);
});
