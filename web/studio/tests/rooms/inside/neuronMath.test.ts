import { describe, expect, test } from "vitest";
import {
  activate,
  bendAt,
  lineAt,
  passes,
  throughAt,
} from "../../../src/rooms/inside/math/neuronMath";
import { sharesOf } from "../../../src/rooms/inside/math/softmaxMath";

describe("one neuron", () => {
  const neuron = { weight: 0.5, bias: -1 };

  test("adds its bias to weight times x", () => {
    expect(lineAt(neuron, 4)).toBe(1);
    expect(bendAt(neuron)).toBe(2);
    expect(bendAt({ weight: 0, bias: 1 })).toBeNull();
  });

  test("ReLU keeps what is above 0, sigmoid leads to between 0 and 1", () => {
    expect([-2, 0, 3].map((each) => activate("relu", each))).toEqual([0, 0, 3]);
    expect(activate("sigmoid", 0)).toBe(0.5);
    expect(activate("sigmoid", 40)).toBeCloseTo(1);
    expect(activate("none", -2)).toBe(-2);
  });

  test("is dragged through a point: at x = 0 by its bias, elsewhere by its weight", () => {
    expect(throughAt(neuron, 0, 3)).toEqual({ weight: 0.5, bias: 3 });
    expect(lineAt(throughAt(neuron, 3, 2), 3)).toBeCloseTo(2);
    expect(throughAt(neuron, 3, 2).bias).toBe(-1);
  });

  test("passes points that it comes near enough to", () => {
    expect(passes(neuron, [[0, -1], [4, 1]], 0)).toBe(true); // prettier-ignore
    expect(passes(neuron, [[0, -1], [4, 2]], 0.5)).toBe(false); // prettier-ignore
  });
});

describe("softmax", () => {
  test("makes shares that add up to 1, in the outputs' order", () => {
    const shares = sharesOf([2, 0, -1]);
    expect(shares.reduce((sum, each) => sum + each)).toBeCloseTo(1);
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    expect(shares[0]! / shares[1]!).toBeCloseTo(Math.exp(2));
  });

  test("a larger temperature makes shares more alike, and large outputs do no harm", () => {
    expect(sharesOf([2, 0], 4)[0]).toBeLessThan(sharesOf([2, 0], 1)[0]!);
    expect(sharesOf([900, 900])).toEqual([0.5, 0.5]);
  });
});
