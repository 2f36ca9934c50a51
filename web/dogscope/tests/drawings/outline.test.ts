import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockwise, closedPath, ellipse, limb, type Point } from "../../src/drawings/outline";

const area = (points: readonly Point[]): number =>
  points.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);

describe("an outline", () => {
  it("runs clockwise, whichever way its points run", () => {
    const ring = ellipse(3, 4, 10, 5);
    expect(area(clockwise(ring))).toBeCloseTo(area(clockwise([...ring].reverse())));
    expect(area(clockwise(ring))).toBeGreaterThan(0);
  });

  it("of a limb is as wide as its radii say", () => {
    const leg = limb([
      [0, 0, 5],
      [0, 10, 5],
      [0, 20, 5],
    ]);
    const xs = leg.map(([x]) => x);
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([-5, 5]);
  });

  it("has hair outside of its points, the same each time", () => {
    const ring = ellipse(0, 0, 30, 30);
    const fur = { kind: "curls", length: 4, width: 6 } as const;
    const path = closedPath(ring, fur, 7);
    expect(closedPath(ring, fur, 7)).toBe(path);
    const far = [...path.matchAll(/Q(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) =>
      Math.hypot(Number(x), Number(y)),
    );
    expect(Math.min(...far)).toBeGreaterThan(30);
    expect(Math.max(...far)).toBeLessThan(40);
  });

  it("is finite for any points", () => {
    const point = fc.tuple(
      fc.integer({ min: -200, max: 200 }),
      fc.integer({ min: -200, max: 200 }),
    );
    const fur = fc.constantFrom(null, { kind: "tufts", length: 3, width: 6 } as const);
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), fur, (points, edge) => {
        expect(closedPath(points, edge)).toMatch(/^M[-\d.,CQLZ ]+Z$/);
      }),
    );
  });
});
