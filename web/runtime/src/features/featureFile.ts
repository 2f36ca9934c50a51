/**
 * Reads `features.json` and `taggers.safetensors`, a bundle's compiled features.
 *
 * The twin of `vizsla/features/feature_file.py`, which describes the fields: it refuses the same files.
 */
import { Fields } from "../bundle/fields.js";
import { parseJson } from "../bundle/json.js";
import { readSafetensors, shapeText, type Tensor } from "../bundle/safetensors.js";
import type { Calibration, FeatureSet, LearnedEntities } from "./featureSet.js";
import { PhraseList } from "./phraseList.js";
import { pairsOf, readExpression, readPairs, readPattern, readSets } from "./programFile.js";
import { SequenceTagger } from "./sequenceTagger.js";

export const FEATURES = "features.json";
export const TAGGERS = "taggers.safetensors";
const TYPES = { I16: Int16Array, I32: Int32Array } as const;
const [LEAST_UNIT, MOST_UNIT] = [2 ** -20, 2 ** 40];

type Tensors = ReadonlyMap<string, Tensor<keyof typeof TYPES>>;

/**
 * Checks and reads compiled features.
 *
 * @param content the content of `features.json`.
 * @param taggers the content of `taggers.safetensors`; null where there is no such file.
 * @param where the bundle's name, for messages.
 * @param labels the function's labels.
 * @param dimension the length of a word's vector.
 * @throws BundleDamagedError - a field is missing, or a number leads out of what it counts.
 */
export function readFeatureSet(
  content: Uint8Array,
  taggers: Uint8Array | null,
  where: string,
  labels: readonly string[],
  dimension: number,
): FeatureSet {
  const name = `${where}: ${FEATURES}`;
  const fields = new Fields(parseJson(content, name), name);
  const sets = readSets(fields);
  const tensors: Tensors =
    taggers === null ? new Map() : readSafetensors(taggers, `${where}: ${TAGGERS}`, TYPES);
  const expressions = lists(fields, "expressions").map(
    ([entity, programs]) =>
      [entity, programs.map((each) => readExpression(each, sets, fields))] as const,
  );
  const featureExpressions = lists(fields, "feature_expressions").map(
    ([feature, each]) => [feature, readExpression(each, sets, fields)] as const,
  );
  return {
    language: fields.text("language"),
    lists: phrases(fields, "lists"),
    expressions: new Map(expressions),
    kinds: namedTexts(fields, "kinds"),
    anything: phrases(fields, "anything"),
    patterns: fields.objects("patterns").map((each) => readPattern(each, labels)),
    phraseLists: phrases(fields, "phrase_lists"),
    featureExpressions: new Map(featureExpressions),
    required: namedTexts(fields, "required"),
    needed: namedTexts(fields, "needed"),
    parts: fields.has("parts") ? namedTexts(fields, "parts") : new Map(),
    learned: fields
      .objects("taggers")
      .map((each, number) => readLearned(each, number, tensors, dimension)),
  };
}

/** Returns the entries of an object whose values are lists. */
function lists(fields: Fields, name: string): [string, readonly unknown[]][] {
  return fields
    .entries(name)
    .map(([key, each]) =>
      Array.isArray(each) ? [key, each] : fields.refuse(name, "must be an object of lists"),
    );
}

function phrases(fields: Fields, name: string): Map<string, PhraseList> {
  return new Map(
    lists(fields, name).map(([key, each]) => [
      key,
      new PhraseList(pairsOf(each) ?? fields.refuse(name, "must hold pairs of texts")),
    ]),
  );
}

function namedTexts(fields: Fields, name: string): Map<string, readonly string[]> {
  return new Map(
    lists(fields, name).map(([key, each]) => {
      if (each.every((one) => typeof one === "string")) return [key, each];
      return fields.refuse(name, "must be an object of lists of texts");
    }),
  );
}

function readLearned(
  fields: Fields,
  number: number,
  tensors: Tensors,
  dimension: number,
): LearnedEntities {
  const kinds = readPairs(fields, "kinds");
  const features = fields.texts("features");
  const tags = 2 * kinds.length + 1;
  const weights = <T extends keyof typeof TYPES>(name: string, dtype: T, shape: number[]) => {
    const tensor = tensors.get(`${number}.${name}`);
    if (tensor?.dtype !== dtype || String(tensor.shape) !== String(shape)) {
      fields.refuse(
        "kinds",
        `needs a tensor ${number}.${name} of ${dtype} and shape ${shapeText(shape)}`,
      );
    }
    return tensor.data as InstanceType<(typeof TYPES)[T]>;
  };
  const tagger = new SequenceTagger({
    features: new Map(features.map((name, row) => [name, row])),
    dense: weights("dense", "I16", [tags, dimension]),
    sparse: weights("sparse", "I16", [features.length, tags]),
    bias: weights("bias", "I32", [tags]),
    vectorUnit: fields.integer("vector_unit", 1),
    weightUnit: fields.number("weight_unit", LEAST_UNIT, MOST_UNIT),
  });
  return { tagger, kinds, calibration: readCalibration(fields) };
}

function readCalibration(fields: Fields): Calibration | null {
  if (!fields.has("calibration")) return null;
  const numbers = fields.list("calibration");
  if (numbers.length === 2 && numbers.every(Number.isFinite)) return numbers as [number, number];
  return fields.refuse("calibration", "must have two numbers");
}
