import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DogLooks, MOST_LOOKS } from "../../src/camera/dogLooks";
import { MARGIN, WIDE_MARGIN } from "../../src/detection/dogFinder";
import { look, THRESHOLD } from "./looks";

const beagle = look({ beagle: 0.9, harrier: 0.08 });
const pug = look({ pug: 0.9 });

/** Returns looks that were added one after the other. */
function looksAt(...all: (typeof pug)[]): DogLooks {
  const looks = new DogLooks(THRESHOLD);
  all.forEach((each, at) => looks.add(each, at));
  return looks;
}

describe("the looks at a dog", () => {
  it("predict the mean of their scores, however they are ordered", () => {
    const score = fc.double({ min: 0.5, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: MOST_LOOKS }), (scores) => {
        const looks = looksAt(...scores.map((each) => look({ beagle: each })));
        const mean = scores.reduce((sum, each) => sum + each, 0) / scores.length;
        expect(looks.prediction.score).toBeCloseTo(mean);
      }),
    );
  });

  it("are the last ones", () => {
    const likely = look({ beagle: 0.5, harrier: 0.4 });
    const looks = looksAt(...Array(5).fill(likely), ...Array(MOST_LOOKS).fill(beagle));
    expect(looks.length).toBe(MOST_LOOKS);
    expect(looks.prediction.score).toBeCloseTo(0.9);
  });

  it("bear one that errs", () => {
    const looks = looksAt(beagle, beagle, beagle, beagle, beagle, pug, beagle);
    expect(looks.length).toBe(7);
    expect(looks.prediction).toMatchObject({ kind: "dog", breed: "beagle" });
  });

  it("count on after a doubt, if the next one agrees", () => {
    const looks = looksAt(beagle, beagle);
    looks.doubt(10);
    expect(looks.isDoubted).toBe(true);
    looks.add(look({ beagle: 0.5, harrier: 0.4 }), 20);
    expect(looks.isDoubted).toBe(false);
    expect(looks.length).toBe(3);
  });

  it("are dropped after a doubt, if the next one is at another breed", () => {
    const looks = looksAt(beagle, beagle);
    looks.doubt(10);
    looks.add(pug, 20);
    expect(looks.length).toBe(1);
    expect(looks.prediction).toMatchObject({ breed: "pug", score: 0.9 });
  });

  it("are dropped after a doubt, if the next one misses the user's own dog, or has it", () => {
    const rex = look({ beagle: 0.9 }, "rex");
    for (const [before, after] of [
      [rex, beagle],
      [beagle, rex],
      [rex, look({ beagle: 0.9 }, "bella")],
    ] as const) {
      const looks = looksAt(before, before);
      looks.doubt(10);
      looks.add(after, 20);
      expect(looks.length).toBe(1);
    }
  });

  it("do not count where their frame is from before the doubt", () => {
    const looks = looksAt(beagle, beagle);
    looks.doubt(10);
    looks.add(pug, 5);
    expect(looks.isDoubted).toBe(true);
    expect(looks.prediction.breed).toBe("beagle");
  });

  it("without a doubt end with the second one at another breed", () => {
    const looks = looksAt(beagle, beagle, beagle, pug, pug);
    expect(looks.length).toBe(2);
    expect(looks.prediction).toMatchObject({ breed: "pug", score: 0.9 });
  });

  it("see more every second time, while several breeds are left", () => {
    const looks = new DogLooks(THRESHOLD);
    const margins = Array.from({ length: 4 }, (_, at) => {
      const margin = looks.nextMargin;
      looks.add(look({ beagle: 0.5, harrier: 0.4 }), at);
      return margin;
    });
    expect(margins).toEqual([MARGIN, WIDE_MARGIN, MARGIN, WIDE_MARGIN]);
    expect(looksAt(beagle).nextMargin).toBe(MARGIN);
  });
});
