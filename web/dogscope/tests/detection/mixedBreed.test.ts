import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEvenMix, mixOf } from "../../src/detection/mixedBreed";
import { BEAGLE, PUG, VIZSLA } from "../sampleRecords";

const guesses = (...scores: number[]) =>
  [BEAGLE, PUG, VIZSLA].map((id, at) => ({ id, score: scores[at] ?? 0 }));

describe("a mixed breed", () => {
  it("looks like its main breed, and like those with a real score", () => {
    expect(mixOf(guesses(0.6, 0.2, 0.05))).toEqual([BEAGLE, PUG]);
    expect(mixOf(guesses(0.6, 0.02, 0.01))).toEqual([BEAGLE]);
    expect(mixOf(guesses(0.05, 0.04, 0.03))).toEqual([BEAGLE]);
    expect(mixOf(guesses(0.4, 0.2, 0.2))).toEqual([BEAGLE, PUG, VIZSLA]);
  });

  it("is even where two breeds have about the same score", () => {
    const even = guesses(0.4, 0.35);
    expect(isEvenMix(mixOf(even), even)).toBe(true);
    const uneven = guesses(0.6, 0.2);
    expect(isEvenMix(mixOf(uneven), uneven)).toBe(false);
    expect(isEvenMix([BEAGLE], uneven)).toBe(false);
  });

  it("has one to three breeds, the best first, whatever the scores", () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(scores, (all) => {
        const sorted = [...all].sort((a, b) => b - a).map((score, at) => ({ id: `n${at}`, score }));
        const mix = mixOf(sorted);
        expect(mix[0]).toBe("n0");
        expect(mix.length).toBeGreaterThanOrEqual(1);
        expect(mix.length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
