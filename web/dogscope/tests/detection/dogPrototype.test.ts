import { describe, expect, it } from "vitest";
import { FewShotLabels } from "../../../runtime/src/fewShot/fewShotLabels";
import { examplesOf, likeness, prototypeOf } from "../../src/detection/dogPrototype";
import { embeddings } from "./embeddings";

function standardised(vector: ArrayLike<number>): number[] {
  const values = Array.from(vector);
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const centred = values.map((each) => each - mean);
  const length = Math.hypot(...centred);
  return centred.map((each) => each / length);
}

function meanOf(vectors: readonly ArrayLike<number>[]): number[] {
  const all = vectors.map(standardised);
  return all[0]!.map((_, at) => all.reduce((sum, each) => sum + each[at]!, 0) / all.length);
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, each, at) => sum + each * b[at]!, 0);

describe("a dog's looks", () => {
  it.each([1, 2, 5, 20])("of %i pictures have the pictures' mean and agreement", (count) => {
    const pictures = embeddings(count);
    const looks = prototypeOf("994b4e1235820340", pictures);
    const examples = examplesOf(looks);
    expect(examples).toHaveLength(count);
    const [was, is] = [meanOf(pictures), meanOf(examples)];
    expect(Math.hypot(...is)).toBeCloseTo(Math.hypot(...was), 4);
    expect(dot(was, is) / Math.hypot(...was) / Math.hypot(...is)).toBeGreaterThan(0.99);
  });

  it("take half a byte a channel", () => {
    expect(atob(prototypeOf("994b4e1235820340", embeddings(3)).codes)).toHaveLength(640);
  });

  it("are whole numbers of 32 bits, as the classifier takes them", () => {
    for (const example of examplesOf(prototypeOf("994b4e1235820340", embeddings(5)))) {
      expect(example.every((each) => Number.isInteger(each) && Math.abs(each) < 2 ** 31)).toBe(
        true,
      );
    }
  });

  it("do not break on an embedding that says nothing", () => {
    const looks = prototypeOf("994b4e1235820340", [new Float32Array(8), new Float32Array(8)]);
    expect(
      examplesOf(looks)
        .flatMap((each) => [...each])
        .every(Number.isFinite),
    ).toBe(true);
  });

  it("are alike where other pictures show the same dog, and not where they show another", () => {
    const known = prototypeOf("994b4e1235820340", embeddings(5));
    const again = prototypeOf("994b4e1235820340", embeddings(8, 0, 5));
    const other = prototypeOf("994b4e1235820340", embeddings(5, 1));
    expect(likeness(again, known)).toBeGreaterThan(Math.log(9));
    expect(likeness(other, known)).toBeLessThan(0);
  });

  it("are as likely one dog as the classifier says that was taught the other one", () => {
    const known = prototypeOf("994b4e1235820340", embeddings(5));
    const labels = new FewShotLabels();
    const examples = examplesOf(known).map((embedding, at) => ({
      ...{ embedding, factor: 1, file: null, type: "", sha256: `${at}` },
    }));
    labels.teach("Rex", examples);
    for (const [dog, first] of [
      [0, 5],
      [1, 0],
      [2, 3],
    ] as const) {
      const looks = prototypeOf("994b4e1235820340", embeddings(6, dog, first));
      const mean = Float64Array.from(meanOf(examplesOf(looks)));
      const { probability } = labels.judge(mean)[0]!;
      expect(likeness(looks, known)).toBeCloseTo(Math.log(probability / (1 - probability)), 2);
    }
  });
});
