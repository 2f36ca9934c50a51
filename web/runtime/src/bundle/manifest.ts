/**
 * Reads `function.json`: a bundle's description of itself. `contract/manifest.schema.json` describes the
 * newest format; older ones are rewritten to it first.
 */
import { KIND_RULES, LIMITS } from "../contract.js";
import { BundleTooNewError } from "../errors.js";
import type { FileEntry } from "./bundleFiles.js";
import { Fields, record, type Scalar } from "./fields.js";
import { parseJson } from "./json.js";
import { FORMAT, upgrade } from "./oldManifests.js";

/** The input of the function; the modality defines the other fields. */
export interface InputEntry {
  /** The modality's name: `image`. */
  readonly modality: string;
  readonly [field: string]: Scalar;
}

/** The graph. */
export interface GraphEntry {
  /** Its name in the bundle. */
  readonly file: string;
  /** The sha256 of its outputs for the test input. */
  readonly selfTest: string;
}

/** The encoder whose embedding the head takes. */
export interface EncoderEntry {
  /** `efficientnet-lite0`. */
  readonly name: string;
  /** How many numbers an embedding has; null in formats 1 and 2: the head has it. */
  readonly dimension: number | null;
}

/** The decoder that makes boxes of a detector's outputs. */
export interface DecoderEntry {
  /** `nanodet`. */
  readonly name: string;
}

/** One label: its name, its key where names repeat, its place among kinds (often empty). */
export interface Label {
  readonly answer: string;
  readonly id: string | null;
  readonly path: readonly string[];
}

/** The threshold of a sure answer. All shares are from 0 to 1, and null where not measured. */
export interface Threshold {
  /** The least score of a sure answer; null where no answer is sure. */
  readonly score: number | null;
  /** The share of right answers among the sure ones. */
  readonly precision: number | null;
  /** How many sure answers that share comes from. */
  readonly examples: number;
  /** In words. */
  readonly measuredOn: string;
  /** The share of sure answers that was meant to be right. */
  readonly target: number | null;
  /** How certain it is that at least so many are. */
  readonly confidence: number | null;
  /** How many of all answers are sure. */
  readonly share: number | null;
}

/** The calibration of the scores; it is within the head's weights already. */
export interface Calibration {
  readonly method: "temperature";
  /** 1e-6 to 1e6. */
  readonly temperature: number;
  /** How many out-of-fold predictions it was fitted on; at least 1. */
  readonly examples: number;
  /** The expected calibration error of these, 0 to 1. */
  readonly error: number;
  /** The error of a perfectly calibrated function on so many, 0 to 1. */
  readonly errorByChance: number;
  readonly measuredOn: string;
}

/** How far an input may be from the training examples and still be sure. */
export interface Novelty {
  /** The greatest cosine distance to the nearest of the head's prototypes, 0 to 2. */
  readonly limit: number;
}

/** An accuracy with its 95 % interval, all 0 to 1, the number of examples and what they are. */
export interface Measured {
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  readonly examples: number;
  readonly measuredOn: string;
}

/** A licence of a part of the bundle. */
export interface Licence {
  /** The part. */
  readonly what: string;
  readonly licence: string;
  readonly source: string;
}

/** All that `function.json` holds. */
export interface Manifest {
  /** 3: older manifests are rewritten as they are read. */
  readonly format: number;
  /** `image-classification`, or another name of the registry of kinds. */
  readonly kind: string;
  /** The function's name. */
  readonly name: string;
  /** Its purpose, in a sentence. */
  readonly description: string;
  /** Counts the publications of a name, from 1. */
  readonly version: number;
  /**
   * The possible answers; of a classifier in the order of the head's first rows, of a detector in
   * that of the graph's classes. The rows beyond stand for what it knows to be something else.
   */
  readonly labels: readonly Label[];
  readonly input: InputEntry;
  /** Null for a function that is made of others. */
  readonly graph: GraphEntry | null;
  /** Null where the function has no embedding of its own. */
  readonly encoder: EncoderEntry | null;
  /** Null where the function is no detector. */
  readonly decoder: DecoderEntry | null;
  /** The functions that it is made of, by their kinds. */
  readonly parts: Readonly<Record<string, string>>;
  /** Below this sum of its labels' scores the answer is null; 0 for never, up to 1. */
  readonly leastKnown: number;
  readonly threshold: Threshold;
  /** Null where the function can't tell whether an input is novel. */
  readonly novelty: Novelty | null;
  readonly calibration: Calibration | null;
  /** The sha256 of the examples and labels that it was trained on. */
  readonly fingerprint: string | null;
  /** In words. */
  readonly trainedOn: string;
  /** Null where it was not tested. */
  readonly test: Measured | null;
  readonly licences: readonly Licence[];
  /** Each of the bundle's other files, by name. */
  readonly files: Readonly<Record<string, FileEntry>>;
}

/**
 * Checks and reads the file's content.
 * @param where - its name, for messages.
 * @throws BundleTooNewError - a later version of Vizsla wrote it.
 * @throws BundleDamagedError - it is not what the schema of its format describes.
 */
export function readManifest(content: Uint8Array, where: string): Manifest {
  const parsed = parseJson(content, where);
  const format = new Fields(parsed, where).integer("format", 1);
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
    encoder: optional("encoder", (each) => ({
      name: each.text("name"),
      dimension: isOld ? null : each.integer("dimension", 1),
    })),
    decoder: optional("decoder", (each) => ({ name: each.text("name") })),
    parts: record(fields.namedTexts("parts")),
    leastKnown: fields.share("least_known"),
    threshold: threshold(fields.inner("threshold")),
    novelty: optional("novelty", (each) => ({ limit: each.number("limit", 0, 2) })),
    calibration: optional("calibration", calibration),
    fingerprint: fields.has("fingerprint") ? fields.sha256("fingerprint") : null,
    trainedOn: fields.text("trained_on"),
    test: optional("test", measured),
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
  };
}

const calibration = (fields: Fields): Calibration => ({
  method: fields.oneOf("method", ["temperature"]),
  temperature: fields.number("temperature", 1e-6, 1e6),
  examples: fields.integer("examples", 1),
  error: fields.share("error"),
  errorByChance: fields.share("error_by_chance"),
  measuredOn: fields.text("measured_on"),
});

const measured = (fields: Fields): Measured => ({
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
