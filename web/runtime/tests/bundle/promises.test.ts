import { expect, test } from "vitest";
import type { Manifest } from "../../src/bundle/manifest.js";
import { whyNeverSure } from "../../src/bundle/promises.js";

const why = (score: number | null, more: number | null): string | null =>
  whyNeverSure({ threshold: { score, more } } as Manifest);

test("a function that is never sure says what would help", () => {
  expect(why(null, 1200)).toBe(
    "No answer of this function is sure yet: about 1,200 more labelled examples would be needed.",
  );
  expect(why(null, null)).toContain("can't show how often its answers are right");
  expect(why(0.9, null)).toBeNull();
});
