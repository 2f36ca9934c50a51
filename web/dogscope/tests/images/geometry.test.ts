import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceTo, overlap, squareAround, clipBox, type Box } from "../../src/images/geometry";

const size = fc.record({
  width: fc.integer({ min: 1, max: 5000 }),
  height: fc.integer({ min: 1, max: 5000 }),
});
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Boxes anywhere, also outside the image, as a detector may find them. */
const box = fc.record({
  x: number(-6000, 6000),
  y: number(-6000, 6000),
  width: number(0, 12_000),
  height: number(0, 12_000),
});

/** Returns whether a box can be cropped from an image. */
function isCroppable(part: Box, image: { width: number; height: number }): boolean {
  return (
    Object.values(part).every(Number.isInteger) &&
    part.x >= 0 &&
    part.y >= 0 &&
    part.width >= 1 &&
    part.height >= 1 &&
    part.x + part.width <= image.width &&
    part.y + part.height <= image.height
  );
}

describe("a part of an image", () => {
  it("lies within it, in whole pixels, and is never empty", () => {
    fc.assert(
      fc.property(box, size, number(0, 1), (part, image, margin) => {
        expect(isCroppable(clipBox(part, image), image)).toBe(true);
        expect(isCroppable(squareAround(part, margin, image), image)).toBe(true);
      }),
    );
  });

  it("does not change when it lies within it already", () => {
    expect(clipBox({ x: 3, y: 4, width: 5, height: 6 }, { width: 8, height: 10 })).toEqual({
      x: 3,
      y: 4,
      width: 5,
      height: 6,
    });
  });
});

describe("the square around a box", () => {
  it("is square and holds it with its margin, when there is room", () => {
    const inside = fc.record({
      x: number(1000, 2000),
      y: number(1000, 2000),
      width: number(10, 500),
      height: number(10, 500),
    });
    fc.assert(
      fc.property(inside, number(0.05, 1), (part, margin) => {
        const square = squareAround(part, margin, { width: 4000, height: 4000 });
        expect(Math.abs(square.width - square.height)).toBeLessThanOrEqual(1);
        const side = (1 + margin) * Math.max(part.width, part.height);
        expect(Math.abs(square.width - side)).toBeLessThanOrEqual(1);
        for (const [at, length] of [
          ["x", "width"],
          ["y", "height"],
        ] as const) {
          expect(square[at]).toBeLessThanOrEqual(part[at]);
          expect(square[at] + square[length] + 1).toBeGreaterThan(part[at] + part[length]);
        }
      }),
    );
  });

  it("is cut off at the image's edge", () => {
    const image = { width: 200, height: 100 };
    expect(squareAround({ x: 150, y: 0, width: 50, height: 100 }, 0, image)).toEqual({
      x: 125,
      y: 0,
      width: 75,
      height: 100,
    });
  });
});

describe("two boxes", () => {
  const square = (x: number, side = 10): Box => ({ x, y: 0, width: side, height: side });

  it("overlap by their intersection over their union", () => {
    expect(overlap(square(0), square(0))).toBe(1);
    expect(overlap(square(0), square(5))).toBeCloseTo(1 / 3);
    expect(overlap(square(0, 20), square(0))).toBe(0.25);
    expect(overlap(square(0), square(10))).toBe(0);
  });

  it("overlap the same in either order, by 0 to 1", () => {
    const some = box.filter(({ width, height }) => Math.min(width, height) >= 1);
    fc.assert(
      fc.property(some, some, (a, b) => {
        const shared = overlap(a, b);
        expect(shared).toBeCloseTo(overlap(b, a), 9);
        expect(shared >= 0 && shared <= 1 + 1e-9).toBe(true);
      }),
    );
  });
});

it("a point's distance to a box is 0 within it, else that to its nearest edge", () => {
  const part = { x: 10, y: 10, width: 20, height: 20 };
  expect(distanceTo(part, 15, 25)).toBe(0);
  expect(distanceTo(part, 30, 10)).toBe(0);
  expect(distanceTo(part, 35, 20)).toBe(5);
  expect(distanceTo(part, 7, 6)).toBe(5);
});
