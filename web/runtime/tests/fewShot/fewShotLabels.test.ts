import { describe, expect, it } from "vitest";
import { TeachingError } from "../../src/errors.js";
import { MOST_EXAMPLES, SURE } from "../../src/fewShot/constants.js";
import { FewShotLabels } from "../../src/fewShot/fewShotLabels.js";
import { example, examples, sums } from "./madeExamples.js";

const [REX, BELLO, TREE] = [1, 2, 3];

function taught(): FewShotLabels {
  const labels = new FewShotLabels();
  labels.teach("Rex", examples(REX, 5));
  labels.teach("Bello", examples(BELLO, 3));
  return labels;
}

const probabilities = (labels: FewShotLabels, of: Float64Array): Record<string, number> =>
  Object.fromEntries(labels.judge(of).map((each) => [each.label, each.probability]));

describe("a taught label", () => {
  it("is recognised on other images, and nothing else is", () => {
    const labels = taught();
    for (let number = 10; number < 30; number++) {
      expect(labels.judge(sums(REX, number))[0]).toMatchObject({ label: "Rex", sure: true });
      expect(labels.judge(sums(BELLO, number))[0]).toMatchObject({ label: "Bello", sure: true });
      for (const { probability, sure } of labels.judge(sums(TREE, number))) {
        expect(probability).toBeLessThan(0.1);
        expect(sure).toBe(false);
      }
    }
  });

  it("is recognised from a single image", () => {
    const labels = new FewShotLabels();
    expect(labels.teach("Rex", examples(REX, 1))).toBe(1);
    expect(labels.judge(sums(REX, 10))[0]!.probability).toBeGreaterThan(0.5);
    expect(labels.judge(sums(TREE, 10))[0]!.probability).toBeLessThan(0.5);
  });

  it("shares the probability with a similar label, and is then not sure", () => {
    const labels = new FewShotLabels();
    labels.teach("Rex", examples(REX, 4));
    labels.teach(
      "his brother",
      [4, 5, 6, 7].map((number) => example(REX, number)),
    );
    const judged = labels.judge(sums(REX, 20));
    expect(judged[0]!.probability + judged[1]!.probability).toBeLessThan(1);
    expect(judged[0]!.probability).toBeLessThan(SURE);
    expect(judged.some(({ sure }) => sure)).toBe(false);
  });

  it("needs a greater similarity where its examples are alike than where they vary", () => {
    const [same, varied] = [new FewShotLabels(), new FewShotLabels()];
    same.teach("a toy", examples(REX, 5, 0.1));
    varied.teach("a tree", examples(REX, 5, 0.5));
    const between = sums(REX, 20, 0.6);
    expect(same.judge(between)[0]!.probability).toBeLessThan(varied.judge(between)[0]!.probability);
  });

  it("does not depend on the order of teaching, to the last bit", () => {
    const [forward, backward] = [new FewShotLabels(), new FewShotLabels()];
    for (const each of examples(REX, 5)) forward.teach("Rex", [each]);
    forward.teach("Bello", examples(BELLO, 3));
    backward.teach("Bello", examples(BELLO, 3).reverse());
    backward.teach("Rex", examples(REX, 5).reverse());
    for (const kind of [REX, BELLO, TREE]) {
      expect(forward.judge(sums(kind, 9))).toEqual(backward.judge(sums(kind, 9)));
    }
  });

  it("does not depend on the embedding's scale", () => {
    const bright = sums(REX, 10).map((each) => 2 * each + 7);
    const [one, other] = [taught().judge(sums(REX, 10)), taught().judge(bright)];
    expect(other[0]!.label).toBe(one[0]!.label);
    expect(other[0]!.probability).toBeCloseTo(one[0]!.probability, 10);
  });

  it("counts an image once, however often it is taught", () => {
    const labels = taught();
    const before = probabilities(labels, sums(REX, 10));
    expect(labels.teach("Rex", [example(REX, 0), example(REX, 0)])).toBe(5);
    expect(labels.merge(taught().taught())).toBe(0);
    expect(probabilities(labels, sums(REX, 10))).toEqual(before);
  });

  it("is forgotten without a trace", () => {
    const labels = taught();
    const before = labels.judge(sums(REX, 10));
    labels.teach("tree", examples(TREE, 5));
    expect(labels.forget("tree")).toBe(true);
    expect(labels.forget("tree")).toBe(false);
    expect(labels.judge(sums(REX, 10))).toEqual(before);
    expect(labels.labels()).toEqual(["Bello", "Rex"]);
    expect({ ...labels.counts() }).toEqual({ Bello: 3, Rex: 5 });
  });

  it("is not there at first, for any image", () => {
    expect(new FewShotLabels().judge(sums(REX, 1))).toEqual([]);
  });
});

describe("a label", () => {
  it("is the same in any composition of its letters and with space around it", () => {
    const labels = new FewShotLabels();
    labels.teach("Ame\u0301lie", examples(REX, 1));
    expect(labels.teach("  Am\u00e9lie ", examples(REX, 2))).toBe(2);
    expect(labels.labels()).toEqual(["Am\u00e9lie"]);
    expect(labels.forget("Ame\u0301lie")).toBe(true);
  });

  it.each(["a/b", "🐕", ".hidden", "test", "con", "__proto__", "constructor", "x".repeat(200)])(
    "may be %s",
    (label) => {
      const labels = new FewShotLabels();
      labels.teach(label, examples(REX, 2));
      expect(labels.judge(sums(REX, 9))[0]!.label).toBe(label);
      expect(Object.entries(labels.counts())).toEqual([[label, 2]]);
    },
  );

  it.each(["", "  ", "a\nb", "a\u0000", "\ud800", "a\u2028b", "x".repeat(201), 7 as never])(
    "may not be %j",
    (label) => {
      expect(() => new FewShotLabels().teach(label, examples(REX, 1))).toThrow(TeachingError);
    },
  );
});

describe("a refused example changes nothing:", () => {
  function refused(change: (labels: FewShotLabels) => void, why: string): void {
    const labels = taught();
    const before = labels.judge(sums(REX, 10));
    expect(() => {
      change(labels);
    }).toThrow(why);
    expect(labels.judge(sums(REX, 10))).toEqual(before);
    expect(labels.labels()).toEqual(["Bello", "Rex"]);
  }

  it("an image that is taught as another label", () => {
    refused((labels) => labels.teach("Bello", [example(REX, 9), example(REX, 0)]), "same");
  });

  it("no image at all", () => {
    refused((labels) => labels.teach("tree", []), "no example");
  });

  it("an embedding of another length, or none", () => {
    const other = { ...example(TREE, 0), embedding: new Float64Array(7) };
    refused((labels) => labels.teach("tree", [other]), "320");
    refused((labels) => labels.judge(new Float64Array(7)), "320");
    const endless = { ...example(TREE, 0), embedding: new Float64Array(320).fill(NaN) };
    refused((labels) => labels.teach("tree", [endless]), "finite");
  });

  it("one of several labels that can't be used", () => {
    const tree = { label: "tree", examples: examples(TREE, 1) };
    refused((labels) => labels.merge([tree, { label: "", examples: [] }]), "empty");
  });

  it("more than a function can hold", () => {
    const one = example(TREE, 0);
    const many = Array.from({ length: MOST_EXAMPLES }, (_, at) => ({ ...one, sha256: `${at}` }));
    refused((labels) => labels.teach("tree", many), "10000");
  });
});

it("an embedding whose channels do not differ matches no label", () => {
  const labels = taught();
  const flat = new Float64Array(320).fill(3);
  expect(labels.judge(flat)[0]!.probability).toBeLessThan(0.1);
  labels.teach("flat", [{ ...example(TREE, 0), embedding: flat }]);
  expect(labels.judge(sums(REX, 10))[0]!.label).toBe("Rex");
});
