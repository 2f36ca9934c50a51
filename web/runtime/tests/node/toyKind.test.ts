import { beforeAll, describe, expect, it } from "vitest";
import {
  InputTypeError,
  load,
  registerKind,
  registerModality,
  VizslaError,
  type Answer,
  type VizslaFunction,
} from "../../src/node/index.js";
import { nearestLabel, numbers, toyBundle } from "./toyKind.js";

let near: VizslaFunction<number>;

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of items) found.push(each);
  return found;
}

describe("a kind and a modality that are registered at run time", () => {
  it("are unknown before, and the error names the known ones", async () => {
    const loading = load(toyBundle());
    await expect(loading).rejects.toMatchObject({ code: "bundle-too-new" });
    await expect(loading).rejects.toThrow(
      /of the kind "nearest-label".*image-classification, object-detection, image-description/,
    );
  });

  it("open their bundle from memory", async () => {
    registerKind(nearestLabel);
    await expect(load(toyBundle())).rejects.toThrow('the modality "number"');
    registerModality(numbers);
    near = await load<Answer, number>(toyBundle());
    expect(near.name).toBe("near");
    expect(near.labels).toEqual(["zero", "one", "two"]);
    expect(near.manifest.input).toEqual({ modality: "number", digits: 3 });
    expect(await near.card()).toContain("# near");
  });

  it("check the fields of their input", async () => {
    const input = { modality: "number", digits: "three" };
    await expect(load(toyBundle({ input }))).rejects.toThrow(
      "function.json: input: 'digits' must be a whole number",
    );
    const image = { modality: "image" };
    await expect(load(toyBundle({ input: image }))).rejects.toThrow(
      "takes an input of 'number', and the manifest says 'image'",
    );
  });

  it("answer calls with the options of their own", async () => {
    expect(await near(0.9, { top: 2 })).toEqual({
      answer: "one",
      score: 1 / 1.1,
      sure: true,
      likely: true,
      novel: false,
      calibrated: false,
      alternatives: [
        { answer: "one", score: 1 / 1.1, id: null, path: ["number"] },
        { answer: "zero", score: 1 / 1.9, id: null, path: ["number"] },
      ].map((each) => ({ ...each, score: expect.closeTo(each.score) })),
    });
    await expect(near(1, { within: "even" })).rejects.toThrow('unknown option "within"');
    await expect(near("1" as never)).rejects.toThrow(InputTypeError);
  });

  it("refuse calls that their kind does not have", async () => {
    await expect(near.explain(1)).rejects.toMatchObject({ code: "option" });
    await expect(near.embed(1)).rejects.toThrow("stands on no encoder");
    await expect(near.teach("three", [3])).rejects.toThrow("can't be taught");
  });

  it("can't be registered twice", () => {
    expect(() => registerKind(nearestLabel)).toThrow("already");
    expect(() => registerModality(numbers)).toThrow("already");
  });
});

describe("over", () => {
  beforeAll(async () => {
    near = await load<Answer, number>(toyBundle());
  });

  it("gives pairs in the order of the sources, and goes on after a bad one", async () => {
    const found = [];
    for await (const [source, outcome] of near.over([0, NaN, 1, "x" as never, 2])) {
      found.push([source, outcome instanceof VizslaError ? outcome.code : outcome.answer]);
    }
    expect(found).toEqual([
      [0, "zero"],
      [NaN, "input-type"],
      [1, "one"],
      ["x", "input-type"],
      [2, "two"],
    ]);
  });

  it("takes iterators, and asks them for no more than it needs", async () => {
    const asked: number[] = [];
    async function* sources() {
      for (let each = 0; ; each++) {
        asked.push(each);
        yield each;
      }
    }
    for await (const [source] of near.over(sources())) if (source === 3) break;
    expect(asked.length).toBeLessThan(10);
  });

  it.each([["a text"], [new Uint8Array(3)], [new Blob()], [7], [null], [{ width: 1 }]])(
    "refuses one source (%#): a text is no list of letters",
    (source) => {
      expect(() => near.over(source as never)).toThrow(InputTypeError);
    },
  );

  it("throws the errors of the call itself, which every source would have", async () => {
    const wrong = near.over([1, 2], { top: 0 });
    await expect(all(wrong)).rejects.toMatchObject({ code: "option" });
    const abort = new AbortController();
    const aborted = near.over([1, 2], { signal: abort.signal });
    abort.abort();
    await expect(all(aborted)).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("an answer", () => {
  it("has a short text, and is plain JSON all the same", async () => {
    const answer = await near(0.9);
    expect(String(answer)).toBe("one (0.91)");
    expect(`${answer}`).toBe("one (0.91)");
    expect(Object.keys(answer)).not.toContain("toString");
    expect(JSON.parse(JSON.stringify(answer))).toStrictEqual({ ...answer });
    expect(structuredClone(answer)).toEqual(answer);
  });
});

describe("after close, or dispose", () => {
  it.each(["close", "dispose"] as const)(
    "%s() a call's error tells to load again",
    async (name) => {
      const mine = await load<Answer, number>(toyBundle());
      mine[name]();
      mine[name]();
      await expect(mine(1)).rejects.toMatchObject({ code: "function-closed" });
      await expect(mine(1)).rejects.toThrow('"near" was closed; load it again');
      expect(() => mine.over([1])).toThrow("load it again");
    },
  );
});
