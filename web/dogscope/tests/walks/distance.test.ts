import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceText, roundDistances, unitsOf } from "../../src/locales/distanceText";
import { Locale } from "../../src/locales/locale";
import { directionFrom, lengthOf, metresBetween } from "../../src/walks/distance";
import { clockText, durationText } from "../../src/walks/durationText";
import { trailWithin } from "../../src/walks/trail";

const point = fc.tuple(
  fc.double({ min: -85, max: 85, noNaN: true }),
  fc.double({ min: -180, max: 180, noNaN: true }),
);

describe("distances", () => {
  it("agree with known ones", () => {
    // From Berlin to Paris are 878 km; a degree of the equator has 111.2 km.
    expect(metresBetween([52.52, 13.405], [48.8566, 2.3522]) / 1000).toBeCloseTo(878, -1);
    expect(metresBetween([0, 0], [0, 1]) / 1000).toBeCloseTo(111.2, 1);
    expect(metresBetween([0, 179.5], [0, -179.5]) / 1000).toBeCloseTo(111.2, 1);
  });

  it("are those of a metric space", () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 3);
        expect(metresBetween(a, a)).toBe(0);
        expect(metresBetween(a, c)).toBeLessThanOrEqual(
          metresBetween(a, b) + metresBetween(b, c) + 1,
        );
      }),
    );
  });

  it("have a direction", () => {
    const from = [52.4, 13.06] as const;
    const seen = [
      [52.5, 13.06],
      [52.5, 13.22],
      [52.4, 13.2],
      [52.3, 13.06],
      [52.3, 12.9],
    ] as const;
    expect(seen.map((to) => directionFrom(from, to))).toEqual(["n", "ne", "e", "s", "sw"]);
    expect(directionFrom([0, 179.9], [0, -179.9])).toBe("e");
  });

  it("are written in the units of the user's country", () => {
    expect(unitsOf(["en-US", "en"])).toBe("american");
    expect(unitsOf(["en-GB"])).toBe("british");
    expect([unitsOf(["de-DE"]), unitsOf(["en"]), unitsOf(["fr", "en-US"])]).toEqual([
      ...["metric", "metric", "american"],
    ]);
    const locale = new Locale("en");
    expect(distanceText(347, locale, "metric")).toBe("350 m");
    expect(distanceText(2340, locale, "metric")).toBe("2.3 km");
    expect(distanceText(30, locale, "american")).toBe("100 ft");
    expect(distanceText(150, locale, "british")).toBe("160 yd");
    expect(distanceText(2340, locale, "british")).toBe("1.5 mi");
  });

  it("are round ones in their units", () => {
    for (const units of ["metric", "american", "british"] as const) {
      const all = roundDistances(units);
      expect([...all].sort((a, b) => a - b)).toEqual(all);
      const texts = all.map((each) => distanceText(each, new Locale("en"), units));
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});

describe("durations", () => {
  it("are written in minutes and hours, and as a clock", () => {
    const locale = new Locale("en");
    const texts = [59e3, 12 * 6e4, 60 * 6e4, 65 * 6e4].map((each) => durationText(each, locale));
    expect(texts).toEqual(["0 min", "12 min", "1 hr", "1 hr 5 min"]);
    expect([clockText(247e3), clockText(3847e3)]).toEqual(["4:07", "1:04:07"]);
  });
});

describe("a trail", () => {
  it("stays within its box, whatever the way", () => {
    const way = fc.array(
      fc.tuple(
        fc.double({ min: 52, max: 53, noNaN: true }),
        fc.double({ min: 13, max: 14, noNaN: true }),
      ),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(way, (points) => {
        const path = points.map(([a, b], at) => [a, b, at] as const);
        const { positions, at } = trailWithin(path, 600, 320, 36);
        for (const [x, y] of [...positions, at(0.5)!]) {
          expect(x >= 35.9 && x <= 564.1 && y >= 35.9 && y <= 284.1).toBe(true);
        }
        expect(lengthOf(path)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("knows where the walker was between two points", () => {
    const { positions, at } = trailWithin(
      [
        [52, 13, 0],
        [52, 13.01, 100],
      ],
      600,
      320,
      50,
    );
    expect(at(50)).toEqual([(positions[0]![0] + positions[1]![0]) / 2, positions[0]![1]]);
    expect([at(-5), at(500)]).toEqual(positions);
    expect(trailWithin([], 600, 320, 50).at(5)).toBeNull();
  });
});
