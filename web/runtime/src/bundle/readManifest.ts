/**
 * Checks and reads `function.json`. `contract/manifest.schema.json` describes the newest format; older
 * ones are rewritten to it first.
 */
import { readColumns } from "./columnEntry.js";
import { KIND_RULES, LIMITS } from "../contract.js";
import { BundleTooNewError } from "../errors.js";
import type { FileEntry, SharedFile } from "./bundleFiles.js";
import { Fields, record } from "./fields.js";
import { parseJson } from "./json.js";
import { checkDigest } from "./manifestDigest.js";
import type {
  BoxScores,
  Calibration,
  EncoderEntry,
  InputEntry,
  Label,
  LabelCalibration,
  Line,
  Manifest,
  AccuracyEntry,
  Novelty,
  StrangersEntry,
  Threshold,
} from "./manifest.js";
import { FORMAT, upgrade } from "./oldManifests.js";

const MOST_NOVELTY = 1e6;
const MOST_FACTOR = 100; // in a line

/**
 * Checks and reads the file's content.
 * @param where - its name, for messages.
 * @throws BundleTooNewError - a later version of Vizsla wrote it.
 * @throws BundleDamagedError - it is not what the schema of its format describes.
 */
export function readManifest(content: Uint8Array, where: string): Manifest {
  const parsed = parseJson(content, where);
  const fields = new Fields(parsed, where);
  if (fields.has("digest")) checkDigest(content, fields.sha256("digest"), where);
  const format = fields.integer("format", 1);
  if (format > FORMAT) {
    throw new BundleTooNewError(
      `${where} is of format ${format}, and this version of Vizsla reads up to ${FORMAT}: ` +
        "npm install @vizsla/runtime@latest",
    );
  }
  const newest = upgrade(parsed as object, format, where);
  return read(new Fields(newest, where), format < FORMAT);
}

/** Reads the newest format; `isOld` where it was rewritten from another. */
function read(fields: Fields, isOld: boolean): Manifest {
  const kind = fields.text("kind");
  const rules = Object.hasOwn(KIND_RULES, kind) ? KIND_RULES[kind] : undefined;
  const many = fields.list("labels").length;
  if (many > LIMITS.bundle.labels)
    fields.refuse("labels", `must be at most ${LIMITS.bundle.labels}`);
  if (many === 0 && rules?.needs_labels) fields.refuse("labels", "must not be empty");
  if (rules?.needs_threshold && !fields.inner("threshold").has("score")) {
    fields.refuse("threshold", "must have a score");
  }
  const optional = <T>(name: string, reader: (fields: Fields) => T): T | null =>
    fields.has(name) ? reader(fields.inner(name)) : null;
  return {
    format: FORMAT,
    kind,
    name: fields.text("name"),
    description: fields.text("description"),
    version: fields.integer("version", 1),
    labels: fields.objects("labels").map(label),
    input: input(fields.inner("input")),
    graph: optional("graph", (each) => ({
      file: each.text("file"),
      selfTest: each.sha256("self_test"),
    })),
    encoder: optional("encoder", (each) => encoder(each, isOld)),
    features: (fields.has("features") ? fields.objects("features") : []).map((each) => ({
      kind: each.text("kind"),
      file: each.text("file"),
      columns: readColumns(each),
    })),
    decoder: optional("decoder", (each) => ({ name: each.text("name") })),
    parts: record(fields.namedTexts("parts")),
    leastKnown: fields.share("least_known"),
    threshold: threshold(fields.inner("threshold")),
    likely: optional("likely", threshold),
    novelty: optional("novelty", novelty),
    calibration: optional("calibration", calibration),
    boxScores: optional("box_scores", boxScores),
    fingerprint: fields.has("fingerprint") ? fields.sha256("fingerprint") : null,
    trainedOn: fields.text("trained_on"),
    test: optional("test", accuracy),
    licences: fields.objects("licences").map((each) => ({
      what: each.text("what"),
      licence: each.text("licence"),
      source: each.text("source"),
    })),
    files: record(fields.named("files").map(([name, each]) => [name, file(each)] as const)),
  };
}

const label = (fields: Fields): Label => ({
  answer: fields.text("answer"),
  id: fields.has("id") ? fields.text("id") : null,
  path: fields.has("path") ? fields.texts("path") : [],
  threshold: fields.has("threshold") ? threshold(fields.inner("threshold")) : null,
  likely: fields.has("likely") ? threshold(fields.inner("likely")) : null,
  calibration: fields.has("calibration") ? labelCalibration(fields.inner("calibration")) : null,
});

const labelCalibration = (fields: Fields): LabelCalibration => ({
  slope: fields.number("slope", 1e-6, 1e6),
  intercept: fields.number("intercept", -1e6, 1e6),
  examples: fields.integer("examples", 1),
  error: fields.share("error"),
  errorByChance: fields.share("error_by_chance"),
});

const encoder = (fields: Fields, isOld: boolean): EncoderEntry => ({
  name: fields.text("name"),
  dimension: isOld ? null : fields.integer("dimension", 1),
  files: fields.has("files")
    ? record(fields.named("files").map(([part, each]) => [part, sharedFile(each)] as const))
    : null,
  selfTest: fields.has("self_test") ? selfTest(fields.inner("self_test")) : null,
});

const selfTest = (fields: Fields): EncoderEntry["selfTest"] => ({
  texts: fields.texts("texts"),
  sha256: fields.sha256("sha256"),
});

const sharedFile = (fields: Fields): SharedFile => ({
  ...file(fields),
  file: fields.text("file"),
  at: fields.has("at") ? fields.text("at") : null,
});

const input = (fields: Fields): InputEntry => ({
  ...record(fields.scalars()),
  modality: fields.text("modality"),
});

function threshold(fields: Fields): Threshold {
  if (!fields.holds("score")) fields.refuse("score", "must be a number, or null");
  return {
    score: fields.shareOrNull("score"),
    precision: fields.shareOrNull("precision"),
    examples: fields.integer("examples"),
    measuredOn: fields.text("measured_on"),
    target: fields.shareOrNull("target"),
    confidence: fields.shareOrNull("confidence"),
    share: fields.shareOrNull("share"),
    more: fields.has("more") ? fields.integer("more", 1) : null,
  };
}

const novelty = (fields: Fields): Novelty => ({
  limit: fields.number("limit", -MOST_NOVELTY, MOST_NOVELTY),
  scoreWeight: fields.has("score_weight") ? fields.number("score_weight", 0, MOST_NOVELTY) : 0,
  near: fields.has("near") ? strangers(fields.inner("near")) : null,
  far: fields.has("far") ? strangers(fields.inner("far")) : null,
});

const strangers = (fields: Fields): StrangersEntry => ({
  examples: fields.integer("examples"),
  familiar: fields.integer("familiar"),
  sure: fields.integer("sure"),
  measuredOn: fields.text("measured_on"),
});

const calibration = (fields: Fields): Calibration => ({
  method: fields.oneOf("method", ["temperature", "logistic"]),
  temperature: fields.number("temperature", 1e-6, 1e6),
  examples: fields.integer("examples", 1),
  error: fields.share("error"),
  errorByChance: fields.share("error_by_chance"),
  measuredOn: fields.text("measured_on"),
});

const boxScores = (fields: Fields): BoxScores => ({
  shown: fields.share("shown"),
  sureNothing: fields.shareOrNull("sure_nothing"),
  known: line(fields.inner("known")),
  unknown: line(fields.inner("unknown")),
  unasked: line(fields.inner("unasked")),
  labels: record(fields.named("labels").map(([name, each]) => [name, line(each)] as const)),
  nothing: line(fields.inner("nothing")),
  examples: fields.integer("examples", 1),
  error: fields.share("error"),
  errorByChance: fields.share("error_by_chance"),
  measuredOn: fields.text("measured_on"),
});

const line = (fields: Fields): Line => ({
  intercept: fields.number("intercept", -MOST_FACTOR, MOST_FACTOR),
  slope: fields.number("slope", -MOST_FACTOR, MOST_FACTOR),
  evidence: fields.number("evidence", -MOST_FACTOR, MOST_FACTOR),
});

const accuracy = (fields: Fields): AccuracyEntry => ({
  accuracy: fields.share("accuracy"),
  low: fields.share("low"),
  high: fields.share("high"),
  examples: fields.integer("examples"),
  measuredOn: fields.text("measured_on"),
});

const file = (fields: Fields): FileEntry => ({
  sha256: fields.sha256("sha256"),
  bytes: fields.integer("bytes"),
  gzip: fields.has("gzip") ? fields.integer("gzip") : null,
});
