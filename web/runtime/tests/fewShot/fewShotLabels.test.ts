import { describe, expect, it } from "vitest";
import { TeachingError } from "../../src/errors.js";
import { MOST_EXAMPLES, SURE } from "../../src/fewShot/constants.js";
import { Personal } from "../../src/fewShot/fewShotLabels.js";
import { example, examples, sums } from "./madeExamples.js";

const [REX, BELLO, TREE] = [1, 2, 3];

function taught(): Personal {
  const personal = new Personal();
  personal.teach("Rex", examples(REX, 5));
  personal.teach("Bello", examples(BELLO, 3));
  return personal;
}

const probabilities = (personal: Personal, of: Float64Array): Record<string, number> =>
  Object.fromEntries(personal.judge(of).map((each) => [each.label, each.probability]));

describe("what was taught", () => {
  it("is recognised on other pictures, and nothing else is", () => {
    const personal = taught();
    for (let number = 10; number < 30; number++) {
      expect(personal.judge(sums(REX, number))[0]).toMatchObject({ label: "Rex", sure: true });
      expect(personal.judge(sums(BELLO, number))[0]).toMatchObject({ label: "Bello", sure: true });
      for (const { probability, sure } of personal.judge(sums(TREE, number))) {
        expect(probability).toBeLessThan(0.1);
        expect(sure).toBe(false);
      }
    }
  });

  it("is recognised from a single picture", () => {
    const personal = new Personal();
    expect(personal.teach("Rex", examples(REX, 1))).toBe(1);
    expect(personal.judge(sums(REX, 10))[0]!.probability).toBeGreaterThan(0.5);
    expect(personal.judge(sums(TREE, 10))[0]!.probability).toBeLessThan(0.5);
  });

  it("shares what is likely among labels that are alike, and says so by not being sure", () => {
    const personal = new Personal();
    personal.teach("Rex", examples(REX, 4));
    personal.teach(
      "his brother",
      [4, 5, 6, 7].map((number) => example(REX, number)),
    );
    const judged = personal.judge(sums(REX, 20));
    expect(judged[0]!.probability + judged[1]!.probability).toBeLessThan(1);
    expect(judged[0]!.probability).toBeLessThan(SURE);
    expect(judged.some(({ sure }) => sure)).toBe(false);
  });

  it("asks more likeness of what is always the same than of what varies", () => {
    const [same, varied] = [new Personal(), new Personal()];
    same.teach("a toy", examples(REX, 5, 0.1));
    varied.teach("a tree", examples(REX, 5, 0.5));
    const between = sums(REX, 20, 0.6);
    expect(same.judge(between)[0]!.probability).toBeLessThan(varied.judge(between)[0]!.probability);
  });

  it("does not depend on the order of teaching, to the last bit", () => {
    const [forward, backward] = [new Personal(), new Personal()];
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

  it("counts a picture once, however often it is shown", () => {
    const personal = taught();
    const before = probabilities(personal, sums(REX, 10));
    expect(personal.teach("Rex", [example(REX, 0), example(REX, 0)])).toBe(5);
    expect(personal.merge(taught().taught())).toBe(0);
    expect(probabilities(personal, sums(REX, 10))).toEqual(before);
  });

  it("is forgotten without a trace", () => {
    const personal = taught();
    const before = personal.judge(sums(REX, 10));
    personal.teach("tree", examples(TREE, 5));
    expect(personal.forget("tree")).toBe(true);
    expect(personal.forget("tree")).toBe(false);
    expect(personal.judge(sums(REX, 10))).toEqual(before);
    expect(personal.labels()).toEqual(["Bello", "Rex"]);
    expect({ ...personal.counts() }).toEqual({ Bello: 3, Rex: 5 });
  });

  it("is nothing at first, for any picture", () => {
    expect(new Personal().judge(sums(REX, 1))).toEqual([]);
  });
});

describe("a label", () => {
  it("is one however its letters are composed, and whatever space is around it", () => {
    const personal = new Personal();
    personal.teach("Ame\u0301lie", examples(REX, 1));
    expect(personal.teach("  Am\u00e9lie ", examples(REX, 2))).toBe(2);
    expect(personal.labels()).toEqual(["Am\u00e9lie"]);
    expect(personal.forget("Ame\u0301lie")).toBe(true);
  });

  it.each(["a/b", "🐕", ".hidden", "test", "con", "__proto__", "constructor", "x".repeat(200)])(
    "may be %s",
    (label) => {
      const personal = new Personal();
      personal.teach(label, examples(REX, 2));
      expect(personal.judge(sums(REX, 9))[0]!.label).toBe(label);
      expect(Object.entries(personal.counts())).toEqual([[label, 2]]);
    },
  );

  it.each(["", "  ", "a\nb", "a\u0000", "\ud800", "a\u2028b", "x".repeat(201), 7 as never])(
    "may not be %j",
    (label) => {
      expect(() => new Personal().teach(label, examples(REX, 1))).toThrow(TeachingError);
    },
  );
});

describe("what can't be taught changes nothing:", () => {
  function refused(change: (personal: Personal) => void, why: string): void {
    const personal = taught();
    const before = personal.judge(sums(REX, 10));
    expect(() => {
      change(personal);
    }).toThrow(why);
    expect(personal.judge(sums(REX, 10))).toEqual(before);
    expect(personal.labels()).toEqual(["Bello", "Rex"]);
  }

  it("a picture that is taught as another label", () => {
    refused((personal) => personal.teach("Bello", [example(REX, 9), example(REX, 0)]), "same");
  });

  it("no picture at all", () => {
    refused((personal) => personal.teach("tree", []), "no picture");
  });

  it("an embedding of another length, or none", () => {
    const other = { ...example(TREE, 0), embedding: new Float64Array(7) };
    refused((personal) => personal.teach("tree", [other]), "320");
    refused((personal) => personal.judge(new Float64Array(7)), "320");
    const endless = { ...example(TREE, 0), embedding: new Float64Array(320).fill(NaN) };
    refused((personal) => personal.teach("tree", [endless]), "finite");
  });

  it("one of several labels that can't be used", () => {
    const tree = { label: "tree", examples: examples(TREE, 1) };
    refused((personal) => personal.merge([tree, { label: "", examples: [] }]), "empty");
  });

  it("more than a function can hold", () => {
    const one = example(TREE, 0);
    const many = Array.from({ length: MOST_EXAMPLES }, (_, at) => ({ ...one, sha256: `${at}` }));
    refused((personal) => personal.teach("tree", many), "10000");
  });
});

it("an embedding whose channels do not differ is like nothing", () => {
  const personal = taught();
  const flat = new Float64Array(320).fill(3);
  expect(personal.judge(flat)[0]!.probability).toBeLessThan(0.1);
  personal.teach("flat", [{ ...example(TREE, 0), embedding: flat }]);
  expect(personal.judge(sums(REX, 10))[0]!.label).toBe("Rex");
});
