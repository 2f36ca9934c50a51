import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { profileOf, shiftBetween } from "../../src/camera/cameraMotion";

const [WIDTH, HEIGHT] = [96, 72];

/** A scene: waves of several lengths. */
interface Scene {
  readonly waves: readonly {
    readonly length: number;
    readonly angle: number;
    readonly phase: number;
    readonly strength: number;
  }[];
}

const scene: fc.Arbitrary<Scene> = fc.record({
  waves: fc.array(
    fc.record({
      length: fc.double({ min: 12, max: 60, noNaN: true }),
      angle: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      phase: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      strength: fc.double({ min: 5, max: 20, noNaN: true }),
    }),
    { minLength: 0, maxLength: 4 },
  ),
});

/** Renders a scene, with a bar and a post, as the camera sees it from a position. */
function frame({ waves }: Scene, left: number, top: number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * WIDTH * HEIGHT);
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, at += 4) {
      const [u, v] = [x + left, y + top];
      let value = 110;
      if (u >= 40 && u < 52) value += 60;
      if (v >= 28 && v < 38) value -= 60;
      for (const { length, angle, phase, strength } of waves) {
        const along = u * Math.cos(angle) + v * Math.sin(angle);
        value += strength * Math.sin((2 * Math.PI * along) / length + phase);
      }
      rgba[at] = rgba[at + 1] = rgba[at + 2] = value;
      rgba[at + 3] = 255;
    }
  }
  return rgba;
}

const profile = (rgba: Uint8ClampedArray) => profileOf(rgba, WIDTH, HEIGHT);

const flat = (value: number) => profile(new Uint8ClampedArray(4 * WIDTH * HEIGHT).fill(value));

/** Returns how far the image moved to the right and down, in pixels. */
function pixels(before: Uint8ClampedArray, after: Uint8ClampedArray): [number, number] {
  const { x, y } = shiftBetween(profile(before), profile(after));
  return [x * WIDTH, y * HEIGHT];
}

describe("the camera's motion", () => {
  it("is measured within half a pixel", () => {
    const by = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(scene, by, by, (what, right, down) => {
        const [x, y] = pixels(frame(what, 0, 0), frame(what, -right, -down));
        expect(Math.abs(x - right)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(y - down)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  it("is zero when the image stands still", () => {
    fc.assert(
      fc.property(scene, (what) => {
        const [x, y] = pixels(frame(what, 0, 0), frame(what, 0, 0));
        expect(x).toBeCloseTo(0, 3);
        expect(y).toBeCloseTo(0, 3);
      }),
    );
  });

  it("is zero when the image is flat", () => {
    expect(shiftBetween(flat(90), flat(90))).toEqual({ x: 0, y: 0 });
    expect(shiftBetween(flat(90), flat(200))).toEqual({ x: 0, y: 0 }); // the light went on
  });

  it("is zero when the whole image is another one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        const noise = (salt: number) =>
          profile(
            Uint8ClampedArray.from({ length: 4 * WIDTH * HEIGHT }, (_, at) => {
              const mixed = Math.imul(at + 1, 2654435761) ^ Math.imul(seed + salt, 40503);
              return Math.imul(mixed ^ (mixed >>> 15), 2246822519) >>> 24;
            }),
          );
        const { x, y } = shiftBetween(noise(1), noise(2));
        expect(Math.abs(x) < 0.2 && Math.abs(y) < 0.2).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

it("a profile does not depend on the image's size or shape", () => {
  const { columns, rows } = profileOf(new Uint8ClampedArray(4 * 6).fill(100), 3, 2);
  expect([...columns]).toEqual([100, 100, 100]);
  expect([...rows]).toEqual([100, 100]);
});
