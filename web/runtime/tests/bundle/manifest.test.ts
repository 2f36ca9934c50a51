import Ajv from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BundleDamagedError, BundleTooNewError } from "../../src/errors.js";
import { readManifest } from "../../src/bundle/readManifest.js";
import {
  bytes,
  file,
  golden,
  json,
  NAMES,
  parsed,
  shipped,
  readOrRefused,
} from "../realBundles.js";

const ajv = new Ajv({ strict: false, ownProperties: true });
const schemas = {
  2: ajv.compile(parsed(file("contract/manifest.format-2.schema.json"))),
  3: ajv.compile(parsed(file("contract/manifest.schema.json"))),
};
const SHA256 = "0".repeat(64);
const CALIBRATION = {
  method: "temperature",
  temperature: 1.5,
  examples: 30,
  error: 0.02,
  error_by_chance: 0.01,
  measured_on: "a validation set",
};
const SOME = {
  calibration: CALIBRATION,
  labels: [{ answer: "a", id: "n1", path: ["b", "a"] }, { answer: "b" }],
  files: { "README.md": { sha256: SHA256, bytes: 3, gzip: 2 } },
};
/** A manifest of format 2 with all that it may have. */
const OLD = { ...parsed(golden("function.json", 2)), ...SOME, parts: { detect: "detect-objects" } };
const { likeness, ...REST } = OLD;
/** The same in format 3. */
const FULL = {
  ...REST,
  format: 3,
  kind: "image-classification",
  input: { modality: "image", resize: "crop", crop: 0.875 },
  graph: { file: "backbone.tflite", self_test: SHA256 },
  encoder: { name: "efficientnet-lite0", dimension: 1280 },
  decoder: null,
  novelty: likeness,
  parts: { "object-detection": "detect-objects" },
};
const read = (manifest: unknown) => readManifest(json(manifest), "function.json");

describe("the shipped manifests", () => {
  it.each(NAMES)("%s is as its schema says, and read whole", (name) => {
    const value = parsed(shipped(name, "function.json"));
    expect(schemas[value.format as 2 | 3](value)).toBe(true);
    const manifest = readManifest(shipped(name, "function.json"), name);
    expect(manifest.labels.map((each) => each.answer)).toEqual(
      value.labels.map((each: { answer: string }) => each.answer),
    );
    expect(manifest).toMatchObject({
      format: 3,
      name: value.name,
      description: value.description,
      version: value.version,
      input: { modality: "image" },
      leastKnown: value.least_known,
      fingerprint: value.fingerprint,
      trainedOn: value.trained_on,
      licences: value.licences,
    });
    expect(Object.values(manifest.parts)).toEqual(Object.values(value.parts));
    expect(manifest.threshold.score).toBe(value.threshold.score);
    expect(manifest.graph?.selfTest).toBe(value.graph?.self_test);
    expect(Object.keys(manifest.files)).toEqual(Object.keys(value.files));
  });

  it("of format 1 are read as format 3", () => {
    const manifest = readManifest(golden("function.json"), "it");
    expect(manifest.format).toBe(3);
    expect(manifest.kind).toBe("image-classification");
    expect(manifest.input).toEqual({ modality: "image", resize: "crop", crop: 0.875 });
    expect(manifest.graph).toEqual({
      file: "backbone.tflite",
      selfTest: "ab2d99aa6e56ee7b716f2655f43c0ddaba4d762eb269f42add8c2471e2bd8464",
    });
    expect(manifest.encoder).toMatchObject({ name: "efficientnet-lite0", dimension: null });
    expect(manifest.decoder).toBeNull();
    expect(manifest.threshold).toEqual({
      score: 0.9676993288476485,
      precision: 1,
      examples: 6,
      measuredOn: "6 pictures held out from training, chosen at random",
      target: null,
      confidence: null,
      share: null,
      more: null,
    });
    expect(manifest.likely).toBeNull();
    expect(manifest.novelty).toEqual({
      limit: 0.18825849114263526,
      scoreWeight: 0,
      near: null,
      far: null,
    });
    expect(manifest.test?.low).toBe(0.6096657120978346);
    expect(manifest.files["README.md"]).toEqual({
      sha256: "cb78268d8d9ff0952d0b602c708dcbb39d8b5b68b3adcc2cb0ccebecd74039fd",
      bytes: 1064,
      gzip: null,
    });
  });

  it("of format 2 are read as format 3", () => {
    const manifest = readManifest(golden("function.json", 2), "it");
    expect(manifest.calibration?.examples).toBe(113);
    expect(manifest.threshold.score).toBe(0.5);
    expect(manifest.novelty?.limit).toBeGreaterThan(0);
    const graph = { ...FULL.graph, resize: "crop", crop: 0.875 };
    const same = { ...read({ ...OLD, graph }), encoder: null };
    expect(same).toEqual({ ...read(FULL), encoder: null });
    const near = { examples: 9, familiar: 3, sure: 1, measured_on: "other birds" };
    const novelty = { limit: -1.5, score_weight: 0.05, near };
    expect(read({ ...FULL, novelty }).novelty).toEqual({
      limit: -1.5,
      scoreWeight: 0.05,
      near: { examples: 9, familiar: 3, sure: 1, measuredOn: "other birds" },
      far: null,
    });
    const detector = { ...OLD, kind: "detect", graph: { ...graph, resize: "letterbox", crop: 1 } };
    expect(read(detector)).toMatchObject({
      kind: "object-detection",
      input: { modality: "image", resize: "letterbox", crop: 1 },
      encoder: null,
      decoder: { name: "nanodet" },
    });
    expect(read({ ...OLD, kind: "describe", graph: null })).toMatchObject({
      kind: "image-description",
      input: { modality: "image" },
      encoder: null,
      decoder: null,
    });
  });

  it("may say how a detector's scores become shares of right boxes", () => {
    const line = { intercept: 1, slope: 0.5, evidence: 0 };
    const scores = {
      shown: 0.5,
      sure_nothing: null,
      known: line,
      unknown: line,
      unasked: line,
      labels: { person: { ...line, slope: 2 } },
      nothing: line,
      examples: 3,
      error: 0.1,
      error_by_chance: 0.05,
      measured_on: "three boxes",
    };
    expect(read(FULL).boxScores).toBeNull();
    const { boxScores } = read({ ...FULL, box_scores: scores });
    expect(boxScores).toMatchObject({ shown: 0.5, sureNothing: null, errorByChance: 0.05 });
    expect(boxScores?.labels["person"]).toEqual({ ...line, slope: 2 });
    const bad = { ...scores, labels: { person: { ...line, slope: "2" } } };
    expect(() => read({ ...FULL, box_scores: bad })).toThrow("labels: person: 'slope'");
  });

  it("of format 2 are held to that format's rules", () => {
    const graph = { ...FULL.graph, resize: "stretch", crop: 0.5 };
    expect(() => read({ ...OLD, graph })).toThrow("graph: 'resize' must be one of crop, letterbox");
    expect(() => read({ ...OLD, kind: "image-classification" })).toThrow("'kind' must be one of");
    expect(() => read({ ...OLD, likeness: { limit: 3 } })).toThrow("'limit' must be from 0 to 2");
  });
});

describe("a manifest", () => {
  it("has a threshold and a calibration of each label, where answers have several", () => {
    const threshold = { score: 0.8, examples: 70, measured_on: "a validation set" };
    const calibration = {
      slope: 1.5,
      intercept: -0.2,
      examples: 90,
      error: 0.01,
      error_by_chance: 0.02,
    };
    const label = { answer: "a", threshold, likely: { ...threshold, score: null }, calibration };
    const kind = "multi-label-image-classification";
    const [found] = read({ ...FULL, kind, labels: [label] }).labels;
    expect(found).toMatchObject({
      threshold: { score: 0.8, examples: 70, more: null },
      likely: { score: null },
      calibration: { slope: 1.5, intercept: -0.2, examples: 90, errorByChance: 0.02 },
    });
    const bad = { ...label, calibration: { ...calibration, slope: 0 } };
    expect(() => read({ ...FULL, labels: [bad] })).toThrow("calibration: 'slope' must be from");
  });

  it("keeps all that its fields hold", () => {
    const manifest = read(FULL);
    const none = { threshold: null, likely: null, calibration: null };
    expect(manifest.labels).toEqual([
      { answer: "a", id: "n1", path: ["b", "a"], ...none },
      { answer: "b", id: null, path: [], ...none },
    ]);
    expect(manifest.calibration).toEqual({
      method: "temperature",
      temperature: 1.5,
      examples: 30,
      error: 0.02,
      errorByChance: 0.01,
      measuredOn: "a validation set",
    });
    expect(manifest.parts["object-detection"]).toBe("detect-objects");
    expect(manifest.files["README.md"]).toEqual({ sha256: SHA256, bytes: 3, gzip: 2 });
  });

  it("of a later format asks for an upgrade", () => {
    const later = () => read({ ...FULL, format: 99, labels: "of a new kind" });
    expect(later).toThrow(BundleTooNewError);
    expect(later).toThrow("npm install @vizsla/runtime@latest");
  });

  it("of format 1 has no calibration", () => {
    expect(() => read({ ...OLD, format: 1 })).toThrow("'calibration' must be null in format 1");
  });

  it("that is wrong names the place, the field, the value and the way out", () => {
    const threshold = { ...FULL.threshold, score: 1.5 };
    expect(() => read({ ...FULL, threshold })).toThrow(
      "function.json: threshold: 'score' must be from 0 to 1; it is 1.5. Publish the function " +
        "again, or copy its bundle again",
    );
    expect(() => read({ ...FULL, labels: [{ answer: "a" }, { answer: 7 }] })).toThrow(
      "function.json: labels[1]: 'answer' must be a text; it is 7.",
    );
    expect(() => read({ ...FULL, name: undefined })).toThrow(
      "'name' must be a text; it is missing",
    );
  });

  it.each(["", "{", "[]", "null", "{}", "7", '"text"', "[".repeat(100_000), '{"format": 1e400}'])(
    "that is none is refused (%#)",
    (text) => {
      expect(() => readManifest(bytes(text), "function.json")).toThrow(BundleDamagedError);
    },
  );

  it("in bytes that are not UTF-8 is refused", () => {
    expect(() => readManifest(new Uint8Array([0xff]), "function.json")).toThrow("is not JSON");
  });

  it("with a value nested a hundred thousand deep is refused in a short message", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const text = JSON.stringify(FULL).replace('"textures"', deep);
    expect(() => readManifest(bytes(text), "it")).toThrow(
      "'name' must be a text; it is a list of 1",
    );
  });

  it("takes 1.0 and 1e3 for whole numbers, and true for none", () => {
    const text = JSON.stringify(FULL);
    const version = (value: string) =>
      readManifest(bytes(text.replace('"version":1', `"version":${value}`)), "it").version;
    expect(version("1.0")).toBe(1);
    expect(version("1e3")).toBe(1000);
    for (const value of ["true", "0", "-1", "1.5", "1e999", '"1"', "null"]) {
      expect(() => version(value), value).toThrow(BundleDamagedError);
    }
    const huge = text.replace('"least_known":0', `"least_known":1${"0".repeat(400)}`);
    expect(() => readManifest(bytes(huge), "it")).toThrow("must be from 0 to 1");
  });

  it("has no field that its author did not write", () => {
    const inherited = JSON.stringify({ ...FULL, name: undefined }).replace(
      "{",
      '{"__proto__": {"name": "evil"}, ',
    );
    expect(() => readManifest(bytes(inherited), "it")).toThrow("'name' must be a text");
    expect("toString" in read(FULL).files).toBe(false);
  });

  it("may call a file or a part __proto__", () => {
    const text = JSON.stringify(FULL)
      .replace('"parts":{', '"parts":{"__proto__":"a",')
      .replace('"files":{', `"files":{"__proto__":{"sha256":"${SHA256}","bytes":1},`);
    const manifest = readManifest(bytes(text), "it");
    expect(manifest.parts["__proto__"]).toBe("a");
    expect(Object.entries(manifest.files).length).toBe(2);
    expect(manifest.files["__proto__"]).toEqual({ sha256: SHA256, bytes: 1, gzip: null });
  });

  it("that has a field twice means the last, as in Python", () => {
    const text = JSON.stringify(FULL).replace("{", '{"name": 7, ');
    expect(readManifest(bytes(text), "it").name).toBe("textures");
  });

  it("has at most 20,000 labels", () => {
    const labels = (count: number) => Array.from({ length: count }, () => ({ answer: "a" }));
    expect(read({ ...FULL, labels: labels(20_000) }).labels.length).toBe(20_000);
    expect(() => read({ ...FULL, labels: labels(20_001) })).toThrow("at most 20000");
  });
});

type Json = Record<string, unknown>;
const VALUES = fc.oneof(
  fc.constantFrom(null, true, false, [], [1], ["a"], [{}], {}, { a: 1 }, { a: "b" }, SHA256),
  fc.constantFrom("classify", "detect", "describe", "crop", "letterbox", "temperature"),
  fc.constantFrom("image-classification", "object-detection", "image-description", "image"),
  fc.integer({ min: -2, max: 3 }),
  fc.double({ min: -1, max: 3, noNaN: true }),
  fc.constantFrom(0.01, 1e-6, 1e6, 1e7, 1e30, Number.MAX_VALUE),
  fc.string({ maxLength: 3 }),
  fc.string({ maxLength: 3 }).map((text) => SHA256.slice(text.length) + text),
);

/** Changes, adds or takes away a field of an object, or of one that lies within it. */
function changed(value: Json, steps: readonly [number, number][], to: unknown): Json {
  const [[choice, how] = [0, 0], ...rest] = steps;
  const keys = Object.keys(value);
  const key = keys[choice % (keys.length + 1)] ?? "new";
  const inner = value[key];
  if (rest.length > 0 && typeof inner === "object" && inner !== null) {
    const deeper = changed(inner as Json, rest, to);
    return { ...value, [key]: Array.isArray(inner) ? Object.values(deeper) : deeper };
  }
  const others = Object.entries(value).filter(([each]) => each !== key);
  return Object.fromEntries(how === 0 ? others : [...others, [key, to]]);
}

describe("the reader refuses the same manifests as the schema", () => {
  const short = (name: string) => {
    const value = parsed(shipped(name, "function.json"));
    return { ...value, labels: value.labels.slice(0, 2) };
  };
  const manifests = [FULL, { ...FULL, kind: "object-detection" }, { ...FULL, kind: "of-my-own" }];
  const steps = fc.array(fc.tuple(fc.nat(200), fc.nat(4)), { minLength: 1, maxLength: 3 });

  it.each([
    [3, manifests],
    [2, [OLD, ...NAMES.map(short).filter(({ format }) => format === 2)]],
  ] as const)("whatever is changed in a manifest of format %d", (format, all) => {
    const seen = { read: 0, refused: 0 };
    const property = fc.property(
      fc.constantFrom(...all),
      fc.array(fc.tuple(steps, VALUES), { minLength: 1, maxLength: 2 }),
      (manifest: Json, changes) => {
        const value = changes.reduce((each, [at, to]) => changed(each, at, to), manifest);
        if (value["format"] !== format && Number.isInteger(value["format"])) return;
        let isRead = true;
        try {
          read(value);
        } catch (error) {
          if (error instanceof BundleTooNewError) return;
          if (!(error instanceof BundleDamagedError)) throw error;
          isRead = false;
        }
        seen[isRead ? "read" : "refused"] += 1;
        expect(isRead).toBe(schemas[format](JSON.parse(JSON.stringify(value))));
      },
    );
    fc.assert(property, { numRuns: 6_000 });
    expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(600);
  });
});

describe("a manifest's digest", () => {
  const content = shipped("detect-objects", "function.json");

  it("finds each change of a byte", () => {
    const places = fc.nat(content.byteLength - 1);
    const property = fc.property(places, fc.integer({ min: 1, max: 255 }), (at, bits) => {
      const changed = new Uint8Array(content);
      changed[at]! ^= bits;
      const found = readOrRefused(() => readManifest(changed, "it"));
      // In the name of the field itself, where it changes nothing that is read.
      if (found !== null) expect(found).toEqual(readManifest(content, "it"));
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("is missing where somebody else wrote it, and then nothing is compared", () => {
    const { digest, ...rest } = parsed(content);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(read(rest)).toEqual(readManifest(content, "it"));
    expect(() => read({ ...rest, digest })).toThrow("not the file that was published");
  });
});

it("half of a letter is refused, and a whole one is read", () => {
  const text = (name: string) =>
    bytes(JSON.stringify(FULL).replace(/"name":"[^"]*"/, `"name":${name}`));
  expect(() => readManifest(text('"\\ud83d"'), "it")).toThrow("half of a letter");
  for (const name of ["\u{1f415}", "\\ud83d", "\\\\uDC15"]) {
    expect(readManifest(text(JSON.stringify(name)), "it").name).toBe(name);
  }
  expect(readManifest(text('"\\ud83d\\udc15"'), "it").name).toBe("\u{1f415}");
});
