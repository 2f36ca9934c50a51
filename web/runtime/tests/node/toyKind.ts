/** A kind of functions and a modality that the runtime does not have: numbers, rounded to labels. */
import { createHash } from "node:crypto";
import { InputTypeError, type Kind, type Modality } from "../../src/node/index.js";
import { writeZip } from "../../src/zip/zipWriter.js";
import { bytes, json } from "../realBundles.js";

/** Numbers, which are posted as they are. */
export const numbers: Modality<number, number> = {
  name: "number",
  pack: async (value) => {
    if (typeof value !== "number") throw new InputTypeError(`${String(value)} is no number`);
    const payload = { kind: "number", value };
    return payload;
  },
  checkInput: (input) => {
    input.integer("digits");
  },
  read: async (payload) => {
    const { value } = payload as { kind: string; value: number };
    if (!Number.isFinite(value)) throw new InputTypeError(`${value} is not finite`);
    return value;
  },
};

/** Answers with the label whose place in the list is nearest to the number. */
export const nearestLabel: Kind<number> = {
  name: "nearest-label",
  modality: "number",
  open: async (bundle, { modality }) => {
    const { labels, threshold } = bundle.manifest;
    return {
      bundle,
      knownOptions: ["top"],
      warmUp: async () => undefined,
      answer: async (value, { top }) => {
        const places = labels
          .map(({ answer }, at) => ({ answer, score: 1 / (1 + Math.abs(value - at)) }))
          .sort((one, other) => other.score - one.score);
        const { answer, score } = places[0]!;
        const sure = score >= (threshold.score ?? Infinity);
        const alternatives = places
          .slice(0, top)
          .map((each) => ({ ...each, id: null, path: [modality.name] }));
        return { answer, score, sure, likely: sure, novel: false, calibrated: false, alternatives };
      },
      close: () => undefined,
    };
  },
};

/** A bundle of that kind as one .zip in memory; its manifest may be changed. */
export function toyBundle(changed: object = {}): Blob {
  const card = bytes("# near\n\nRounds numbers.\n");
  const sha256 = createHash("sha256").update(card).digest("hex");
  const manifest = {
    format: 3,
    kind: "nearest-label",
    name: "near",
    description: "Rounds numbers.",
    version: 1,
    labels: [{ answer: "zero" }, { answer: "one" }, { answer: "two" }],
    input: { modality: "number", digits: 3 },
    parts: {},
    least_known: 0,
    threshold: { score: 0.9, examples: 0, measured_on: "" },
    trained_on: "nothing",
    licences: [],
    files: { "README.md": { sha256, bytes: card.length } },
    ...changed,
  };
  const files = [
    { name: "function.json", content: json(manifest) },
    { name: "README.md", content: card },
  ];
  return new Blob([writeZip(files)]);
}
