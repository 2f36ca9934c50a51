/**
 * `function.json`: what a bundle says of itself. The twin of `vizsla/bundle/manifest.py`, which says
 * how the format is changed, and of `contract/manifest.schema.json`.
 */
import { BundleTooNewError } from "../errors.js";
import { Fields, record } from "./fields.js";
import type { FileEntry } from "./bundleFiles.js";
import { parseJson } from "./json.js";

/** The latest format that is read. */
export const FORMAT = 2;
const KINDS = ["classify", "detect", "describe"] as const;
const RESIZES = ["crop", "letterbox"] as const;
const MOST_LABELS = 20_000;

export type Kind = (typeof KINDS)[number];

/** The graph, and how a picture gets into it. */
export interface GraphEntry {
  /** Its name in the bundle. */
  readonly file: string;
  /** The sha256 of what it gives for the test picture. */
  readonly selfTest: string;
  /**
   * `crop`: a centre square, then bicubic. `letterbox`: bicubic, as large as it fits into the
   * square, the rest grey.
   */
  readonly resize: (typeof RESIZES)[number];
  /** The square's side as a share of the picture's shorter side, 0.01 to 1; 1 for `letterbox`. */
  readonly crop: number;
}

/** One label: its name, its key where names repeat, its place among kinds (often empty). */
export interface Label {
  readonly answer: string;
  readonly id: string | null;
  readonly path: readonly string[];
}

/** Where an answer counts as sure. All shares are from 0 to 1, and null where not measured. */
export interface Threshold {
  /** The least score of a sure answer; null where no answer is sure. */
  readonly score: number | null;
  /** The share of right answers among the sure ones. */
  readonly precision: number | null;
  /** How many sure answers that share comes from. */
  readonly examples: number;
  /** In words. */
  readonly measuredOn: string;
  /** What share of the sure answers was meant to be right. */
  readonly target: number | null;
  /** How certain it is that at least so many are. */
  readonly confidence: number | null;
  /** How many of all answers are sure. */
  readonly share: number | null;
}

/** How the scores were made to be believed; they are within the head's weights already. */
export interface Calibration {
  readonly method: "temperature";
  /** 1e-6 to 1e6. */
  readonly temperature: number;
  /** How many predictions it was fitted on, of examples not shown for them; at least 1. */
  readonly examples: number;
  /** The expected calibration error of these, 0 to 1. */
  readonly error: number;
  /** What a perfectly calibrated function would show on so many, 0 to 1. */
  readonly errorByChance: number;
  readonly measuredOn: string;
}

/** How far an input may be from what was shown in training and still be sure. */
export interface Likeness {
  /** The greatest cosine distance to the nearest of the head's centres, 0 to 2. */
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

/** What of the bundle is under which licence, and where it is from. */
export interface Licence {
  readonly what: string;
  readonly licence: string;
  readonly source: string;
}

/** All that `function.json` holds. */
export interface Manifest {
  /** 1 or 2. */
  readonly format: number;
  readonly kind: Kind;
  /** What the function is called. */
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly description: string;
  /** Counts the publications of a name, from 1. */
  readonly version: number;
  /**
   * What it can answer; for `classify` in the order of the head's first rows, for `detect` in that
   * of the graph's classes. The rows beyond stand for what it knows to be something else.
   */
  readonly labels: readonly Label[];
  /** Null for a function that is made of others. */
  readonly graph: GraphEntry | null;
  /** The functions that it is made of, by what they do in it. */
  readonly parts: Readonly<Record<string, string>>;
  /** Below this sum of its labels' scores the answer is null; 0 for never, up to 1. */
  readonly leastKnown: number;
  readonly threshold: Threshold;
  /** Null where the function can't tell what it was not shown. */
  readonly likeness: Likeness | null;
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
 * @throws BundleDamagedError - it is not what `contract/manifest.schema.json` describes.
 */
export function readManifest(content: Uint8Array, where: string): Manifest {
  const fields = new Fields(parseJson(content, where), where);
  const format = fields.integer("format", 1);
  if (format > FORMAT) {
    throw new BundleTooNewError(
      `${where} is of format ${format}, and this version of Vizsla reads up to ${FORMAT}: ` +
        "npm install @vizsla/runtime@latest",
    );
  }
  if (format === 1 && fields.has("calibration")) {
    fields.refuse("calibration", "must be null in format 1");
  }
  return read(fields, format);
}

/** Reads format 2, of which format 1 is the part without calibration. */
function read(fields: Fields, format: number): Manifest {
  const kind = fields.oneOf("kind", KINDS);
  const many = fields.list("labels").length;
  if (many > MOST_LABELS) fields.refuse("labels", `must be at most ${MOST_LABELS}`);
  if (many === 0 && kind !== "describe") fields.refuse("labels", "must not be empty");
  if (kind !== "classify" && !fields.inner("threshold").has("score")) {
    fields.refuse("threshold", "must have a score");
  }
  return {
    format,
    kind,
    name: fields.text("name"),
    description: fields.text("description"),
    version: fields.integer("version", 1),
    labels: fields.objects("labels").map(label),
    graph: fields.has("graph") ? graph(fields.inner("graph")) : null,
    parts: record(fields.namedTexts("parts")),
    leastKnown: fields.share("least_known"),
    threshold: threshold(fields.inner("threshold")),
    likeness: fields.has("likeness")
      ? { limit: fields.inner("likeness").number("limit", 0, 2) }
      : null,
    calibration: fields.has("calibration") ? calibration(fields.inner("calibration")) : null,
    fingerprint: fields.has("fingerprint") ? fields.sha256("fingerprint") : null,
    trainedOn: fields.text("trained_on"),
    test: fields.has("test") ? measured(fields.inner("test")) : null,
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

const graph = (fields: Fields): GraphEntry => ({
  file: fields.text("file"),
  selfTest: fields.sha256("self_test"),
  resize: fields.oneOf("resize", RESIZES),
  crop: fields.number("crop", 0.01, 1),
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
