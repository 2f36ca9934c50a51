import { describe, expect, it } from "vitest";
import { BundleDamagedError } from "../../src/errors.js";
import { FeatureFinder, UNSPACED } from "../../src/features/entityFinder.js";
import { readFeatureSet } from "../../src/features/featureFile.js";
import { LANGUAGES, loadPack } from "../../src/recognizers/languages.js";
import { SourceText } from "../../src/recognizers/sourceText.js";

const MATCH = ["match", 0, 0];
const FILE = {
  language: "en",
  lists: { fare: [["first class", "first"]] },
  anything: {},
  phrase_lists: {},
  sets: [[48, 57]],
  expressions: { code: [[["set", 0, 0], ["set", 0, 0], MATCH]] },
  feature_expressions: {},
  kinds: {},
  patterns: [
    {
      program: [["word", 0, 0], ["open", 0, 0], ["entity", 0, 0], ["close", 0, 0], MATCH],
      words: ["book"],
      parts: [["fare", "wanted"]],
      label: "travel",
    },
  ],
  required: {},
  needed: {},
  taggers: [],
};
const TAGGER = {
  kinds: [["town", ""]],
  features: [],
  vector_unit: 256,
  weight_unit: 16,
  calibration: null,
};

function read(changes: object) {
  const content = new TextEncoder().encode(JSON.stringify({ ...FILE, ...changes }));
  return readFeatureSet(content, null, "travel", ["travel"], 4);
}

describe("the features of a bundle", () => {
  it("find what they name", async () => {
    const finder = new FeatureFinder(read({}), null, () => Promise.reject(new Error("no tagger")));
    const found = await finder.find(new SourceText("🐕 book FIRST class 12"));
    expect(found.entities.map(({ name, role, value }) => [name, role, value])).toEqual([
      ["fare", "wanted", { values: ["first"] }],
      ["code", "", { value: "12" }],
    ]);
  });

  it.each<[string, object]>([
    ["a set that is not there", { sets: [] }],
    ["ranges out of order", { sets: [[57, 48]] }],
    ["ranges that touch backwards", { sets: [[48, 57, 57, 60]] }],
    ["half of a range", { sets: [[48]] }],
    ["a code point that is none", { sets: [[0, 0x110000]] }],
    ["an unknown instruction", { expressions: { code: [[["eval", 0, 0], MATCH]] } }],
    ["a program without an end", { expressions: { code: [[["set", 0, 0]]] } }],
    ["a program without anything", { expressions: { code: [[]] } }],
    ["a jump out of a program", { expressions: { code: [[["jump", 2, 0], MATCH]] } }],
    ["a split out of a program", { expressions: { code: [[["split", 0, -1], MATCH]] } }],
    ["an endless program", { expressions: { code: [Array<unknown>(2001).fill(MATCH)] } }],
    ["half an instruction", { feature_expressions: { code: [["set", 0.5, 0], MATCH] } }],
    ["a word that is not there", { patterns: [{ ...FILE.patterns[0], words: [] }] }],
    ["an entity that is not there", { patterns: [{ ...FILE.patterns[0], parts: [] }] }],
    ["another function's label", { patterns: [{ ...FILE.patterns[0], label: "other" }] }],
    ["phrases that are no pairs", { lists: { fare: [["first"]] } }],
    ["names that are no texts", { needed: { town: [1] } }],
    ["parts that are no texts", { parts: { town: [1] } }],
    ["no language", { language: null }],
    ["a tagger without weights", { taggers: [TAGGER] }],
  ])("are refused with %s", (_, changes) => {
    expect(() => read(changes)).toThrow(BundleDamagedError);
  });
});

it("knows the languages that do not part words by spaces", async () => {
  const packs = await Promise.all(LANGUAGES.map((each) => loadPack(each, [])));
  expect(LANGUAGES.filter((_, at) => !packs[at]!.spaced)).toEqual(UNSPACED);
});
