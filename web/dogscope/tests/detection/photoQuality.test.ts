import { describe, expect, it } from "vitest";
import { measure } from "../../src/detection/photoQuality";

const SIDE = 32;

function picture(value: (x: number, y: number) => number | [number, number, number]) {
  const rgba = new Uint8ClampedArray(4 * SIDE * SIDE);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const pixel = value(at % SIDE, Math.floor(at / SIDE));
    const [red, green, blue] = typeof pixel === "number" ? [pixel, pixel, pixel] : pixel;
    rgba.set([red, green, blue, 255], 4 * at);
  }
  return measure(rgba, SIDE);
}

describe("a picture's measure", () => {
  it("tells how light it is to the eye", () => {
    expect(picture(() => 0).mean).toBe(0);
    expect(picture(() => 255).mean).toBeCloseTo(255, 2);
    expect(picture((x) => (x < SIDE / 2 ? 0 : 200)).mean).toBeCloseTo(100, 2);
    const [red, green, blue] = [0, 1, 2].map(
      (at) => picture(() => [0, 1, 2].map((other) => 255 * +(other === at)) as never).mean,
    );
    expect(green).toBeGreaterThan(red!);
    expect(red).toBeGreaterThan(blue!);
  });

  it("finds no edge in what is even, or grows evenly", () => {
    expect(picture(() => 130).edges).toBeCloseTo(0, 3);
    expect(picture((x, y) => 3 * x + 2 * y).edges).toBeCloseTo(0, 3);
  });

  it("finds the fewer edges the more a picture is blurred", () => {
    const stripes = (softness: number) =>
      picture((x) => 127 + 100 * Math.tanh(Math.sin(x * 0.8) / softness)).edges;
    const all = [0.1, 0.3, 1, 3].map(stripes);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect(all[0]).toBeGreaterThan(5 * all[3]!);
  });
});
