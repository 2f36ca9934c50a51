/** The values of `function.json`: a bundle's description of itself. */
import type { FileEntry, SharedFile } from "./bundleFiles.js";
import type { ColumnEntry } from "./columnEntry.js";
import type { Scalar } from "./fields.js";

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
  /** Its files by their parts, such as `weights`; null for an encoder that is the bundle's graph. */
  readonly files: Readonly<Record<string, SharedFile>> | null;
  /** Texts, and the sha256 of their embeddings; null for an encoder with a graph. */
  readonly selfTest: { readonly texts: readonly string[]; readonly sha256: string } | null;
}

/** The decoder that makes boxes of a detector's outputs. */
export interface DecoderEntry {
  /** `nanodet` or `ssd`. */
  readonly name: string;
}

/** One label: its name, its key where names repeat, and the kinds above it (often none). */
export interface Label {
  readonly answer: string;
  readonly id: string | null;
  readonly path: readonly string[];
  /** Of a multi-label function the thresholds from which the label is sure and likely. */
  readonly threshold: Threshold | null;
  readonly likely: Threshold | null;
  /** Of a multi-label function the label's calibration; null where its scores were not calibrated. */
  readonly calibration: LabelCalibration | null;
}

/** The calibration of one label; it is within the head already. */
export interface LabelCalibration {
  /** By which the label's outputs were multiplied, and what was added to them. */
  readonly slope: number;
  readonly intercept: number;
  /** How many out-of-fold predictions both were fitted on; at least 1. */
  readonly examples: number;
  /** The expected calibration error of these, 0 to 1. */
  readonly error: number;
  /** The error of a perfectly calibrated label on so many, 0 to 1. */
  readonly errorByChance: number;
}

/**
 * The threshold of a sure answer, or of a likely one. All shares are from 0 to 1, and null where not
 * measured.
 */
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
  /**
   * About how many more labelled examples it would take until some answers are sure; null where some
   * are, or where nobody can tell.
   */
  readonly more: number | null;
}

/** The calibration of the scores; it is within the head's weights already. */
export interface Calibration {
  readonly method: "temperature" | "logistic";
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

/** Inputs that are none of the labels, and how many of them pass as one. */
export interface StrangersEntry {
  readonly examples: number;
  /** How many get a label and are not novel. */
  readonly familiar: number;
  /** How many of these get a sure answer. */
  readonly sure: number;
  readonly measuredOn: string;
}

/** A logistic model of how often something is right: sigmoid(intercept + slope * x + ...). */
export interface Line {
  readonly intercept: number;
  /** The factor of the score, or of its logit. */
  readonly slope: number;
  /** The factor of the classifier's evidence; 0 where it is not asked. */
  readonly evidence: number;
}

/**
 * How a detector's scores become shares of right boxes: lines fitted on boxes judged by eye. The
 * slopes are those of the logit of the network's own score, except in `nothing`.
 */
export interface BoxScores {
  /** The least score of a box in an answer. */
  readonly shown: number;
  /** The least score of a sure answer null; null where no such answer is sure. */
  readonly sureNothing: number | null;
  /**
   * For labels that have classes in the classifier; the evidence is the logarithm of the share of
   * these classes in its answer.
   */
  readonly known: Line;
  /** For labels that have none; the evidence is the score of its best class. */
  readonly unknown: Line;
  /** For boxes that the classifier is not asked about. */
  readonly unasked: Line;
  /** A line of its own for each label that the classifier is never asked about. */
  readonly labels: Readonly<Record<string, Line>>;
  /** For the answer null, from the score of the best box that is not shown. */
  readonly nothing: Line;
  /** How many boxes the lines were fitted on; at least 1. */
  readonly examples: number;
  /** The expected calibration error of these, 0 to 1. */
  readonly error: number;
  /** The error of perfectly calibrated scores on so many, 0 to 1. */
  readonly errorByChance: number;
  readonly measuredOn: string;
}

/** The novelty at which an input is unlike the training examples, and no answer is sure. */
export interface Novelty {
  /** The greatest novelty of an input that is not novel. */
  readonly limit: number;
  /** How much a high score makes up for distance; 0 or more. */
  readonly scoreWeight: number;
  /** Inputs that are like the labels, but none of them; null where not measured. */
  readonly near: StrangersEntry | null;
  /** Inputs of quite another kind; null where not measured. */
  readonly far: StrangersEntry | null;
}

/** An accuracy with its 95 % interval, all 0 to 1, the number of examples and what they are. */
export interface AccuracyEntry {
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

/** Something that a function looks at besides the embedding. */
export interface FeatureEntry {
  readonly kind: string;
  readonly file: string;
  /** Of the kind `weights` the columns of metadata that the function knows. */
  readonly columns: readonly ColumnEntry[];
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
  /** What the function looks at besides the embedding, each in a file of the bundle. */
  readonly features: readonly FeatureEntry[];
  /** Null where the function is no detector. */
  readonly decoder: DecoderEntry | null;
  /** The functions that it is made of, by their kinds. */
  readonly parts: Readonly<Record<string, string>>;
  /** Below this sum of its labels' scores the answer is null; 0 for never, up to 1. */
  readonly leastKnown: number;
  readonly threshold: Threshold;
  /** The threshold of a likely answer, which promises less; null where only sure ones are. */
  readonly likely: Threshold | null;
  /** Null where the function can't tell whether an input is novel. */
  readonly novelty: Novelty | null;
  readonly calibration: Calibration | null;
  /** Null where a detector's scores are the network's own, and for other functions. */
  readonly boxScores: BoxScores | null;
  /** The sha256 of the examples and labels that it was trained on. */
  readonly fingerprint: string | null;
  /** In words. */
  readonly trainedOn: string;
  /** Null where it was not tested. */
  readonly test: AccuracyEntry | null;
  readonly licences: readonly Licence[];
  /** Each of the bundle's other files, by name. */
  readonly files: Readonly<Record<string, FileEntry>>;
}
