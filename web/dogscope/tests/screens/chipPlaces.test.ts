import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlap } from "../../src/images/geometry";
import { placeOfChip } from "../../src/screens/chipPlaces";

const free = { x: 6, y: 60, width: 378, height: 500 };
const chip = { width: 120, height: 28 };

describe("a name", () => {
  it("is above its box", () => {
    const place = placeOfChip({ x: 50, y: 200, width: 200, height: 200 }, chip, free, []);
    expect(place).toEqual({ x: 50, y: 167, ...chip });
  });

  it("stays in the free part of the screen, wherever its box is", () => {
    const edge = fc.integer({ min: -300, max: 1000 });
    const side = fc.integer({ min: 1, max: 900 });
    fc.assert(
      fc.property(edge, edge, side, side, (x, y, width, height) => {
        const place = placeOfChip({ x, y, width, height }, chip, free, []);
        expect(place.x).toBeGreaterThanOrEqual(free.x);
        expect(place.y).toBeGreaterThanOrEqual(free.y);
        expect(place.x + place.width).toBeLessThanOrEqual(free.x + free.width);
        expect(place.y + place.height).toBeLessThanOrEqual(free.y + free.height);
      }),
    );
  });

  it("is below another one that is in its place", () => {
    const box = { x: 50, y: 200, width: 200, height: 200 };
    const first = placeOfChip(box, chip, free, []);
    const second = placeOfChip({ ...box, x: 90 }, chip, free, [first]);
    const third = placeOfChip({ ...box, x: 70 }, chip, free, [second, first]);
    expect(overlap(first, second) + overlap(second, third) + overlap(first, third)).toBe(0);
  });
});
