import { describe, expect, it } from "vitest";
import { measureQuality } from "../../src/detection/photoQuality";

const SIDE = 32;

function qualityOf(value: (x: number, y: number) => number | [number, number, number]) {
  const rgba = new Uint8ClampedArray(4 * SIDE * SIDE);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const pixel = value(at % SIDE, Math.floor(at / SIDE));
    const [red, green, blue] = typeof pixel === "number" ? [pixel, pixel, pixel] : pixel;
    rgba.set([red, green, blue, 255], 4 * at);
  }
  return measureQuality(rgba, SIDE);
}

describe("the quality of an image", () => {
  it("has the brightness that the eye sees", () => {
    expect(qualityOf(() => 0).brightness).toBe(0);
    expect(qualityOf(() => 255).brightness).toBeCloseTo(255, 2);
    expect(qualityOf((x) => (x < SIDE / 2 ? 0 : 200)).brightness).toBeCloseTo(100, 2);
    const [red, green, blue] = [0, 1, 2].map(
      (at) => qualityOf(() => [0, 1, 2].map((other) => 255 * +(other === at)) as never).brightness,
    );
    expect(green).toBeGreaterThan(red!);
    expect(red).toBeGreaterThan(blue!);
  });

  it("has no sharpness where the image is even, or a gradient", () => {
    expect(qualityOf(() => 130).sharpness).toBeCloseTo(0, 3);
    expect(qualityOf((x, y) => 3 * x + 2 * y).sharpness).toBeCloseTo(0, 3);
  });

  it("has less sharpness the more the image is blurred", () => {
    const stripes = (softness: number) =>
      qualityOf((x) => 127 + 100 * Math.tanh(Math.sin(x * 0.8) / softness)).sharpness;
    const all = [0.1, 0.3, 1, 3].map(stripes);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect(all[0]).toBeGreaterThan(5 * all[3]!);
  });
});
