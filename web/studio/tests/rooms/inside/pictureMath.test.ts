import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  colourAt,
  middleSquare,
  onePlane,
  realValue,
} from "../../../src/rooms/inside/math/pictureMath";
import { largest, partsOf } from "../../../src/rooms/inside/math/sumParts";
import { sharesOf } from "../../../src/rooms/inside/math/softmaxMath";

const sample = JSON.parse(
  readFileSync(new URL("../../../src/rooms/inside/sample/view.json", import.meta.url), "utf8"),
);

test("the square in the middle is the one that Vizsla cuts", () => {
  expect(middleSquare(sample.input.width, sample.input.height, 224 / 256)).toEqual(
    sample.input.box,
  );
  expect(middleSquare(300, 300, 1)).toEqual({ left: 0, top: 0, right: 300, bottom: 300 });
});

test("a number of the tensor stands for a value around 0", () => {
  const { scale, zero_point: zero } = sample.input;
  expect(realValue(zero, zero, scale)).toBe(0);
  expect(realValue(255, zero, scale)).toBeCloseTo(1, 1);
  expect(realValue(0, zero, scale)).toBeCloseTo(-1, 1);
});

test("pixels are read row by row, and one colour of them alone", () => {
  const data = [1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 255];
  expect(colourAt(data, 2, 1, 1)).toEqual([10, 11, 12]);
  expect([...onePlane(data, 2)].slice(0, 8)).toEqual([3, 3, 3, 255, 6, 6, 6, 255]);
});

test("the parts of each label's sum lead to its output", () => {
  for (const label of sample.labels) {
    const parts = partsOf(label);
    expect(parts.at(-1)!.to).toBeCloseTo(label.output, 3);
    expect(parts[0]!.from).toBe(0);
    const places: number = label.places.flat().reduce((sum: number, each: number) => sum + each);
    expect(places).toBeCloseTo(label.total, 2);
  }
  expect(largest([0.2, -3])).toBe(3);
  expect(largest([])).toBe(1);
});

test("the sample's scores are the softmax of its outputs, but for the labels that are not shown", () => {
  const outputs: number[] = sample.labels.map((each: { output: number }) => each.output);
  const shares = sharesOf(outputs);
  expect(sample.labels[0].score).toBeLessThanOrEqual(shares[0]!);
  expect(sample.labels[0].score / sample.labels[1].score).toBeCloseTo(shares[0]! / shares[1]!, -1);
});
