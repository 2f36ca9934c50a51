/** The numbers and names that JavaScript shares with Python: the files of `contract/`. */
import detection from "../../../contract/detection.json" with { type: "json" };
import kinds from "../../../contract/kinds.json" with { type: "json" };
import limits from "../../../contract/limits.json" with { type: "json" };
import operators from "../../../contract/operators.json" with { type: "json" };
import shipped from "../../../contract/shipped.json" with { type: "json" };
import soundModels from "../../../contract/sound_models.json" with { type: "json" };
import shippedGraphs from "../../../contract/shipped_graphs.json" with { type: "json" };
import textModels from "../../../contract/text_models.json" with { type: "json" };
import thresholds from "../../../contract/thresholds.json" with { type: "json" };

/** Sizes and times: bytes, pixels, seconds, counts. */
export const LIMITS = limits;
/** The numbers of each detector's decoder. */
export const DETECTION = detection;
/** Scores that decide between answers. */
export const THRESHOLDS = thresholds;
/** The operators that a graph may use: their names and their numbers in LiteRT's schema. */
export const OPERATORS: Readonly<Record<string, number>> = operators;
/** The names of the functions that come with the runtime; no other function can take them. */
export const SHIPPED: readonly string[] = shipped;

/** The hashes of the graphs that come with the runtime; any other is a stranger's. */
export const SHIPPED_GRAPHS: readonly string[] = shippedGraphs;

/** A model of texts: the length of its embeddings, and the hashes of its other files. */
export interface KnownTextModel {
  readonly name: string;
  readonly dimension: number;
  readonly vocabulary: string;
  readonly code_points: string;
  /** What brings its files: the package `@vizsla/PACKAGE`. */
  readonly package: string;
}

/** The models of texts, by the hash of their weights. */
export const TEXT_MODELS: Readonly<Record<string, KnownTextModel>> = textModels;

/** An encoder of sounds: the length of its embeddings, and the sha256 of that of a computed sound. */
export interface KnownSoundModel {
  readonly name: string;
  readonly dimension: number;
  readonly self_test: string;
  /** What brings its file: the package `@vizsla/PACKAGE`. */
  readonly package: string;
}

/** The encoders of sounds, by the hash of their file. */
export const SOUND_MODELS: Readonly<Record<string, KnownSoundModel>> = soundModels;

/** The contract's rules for a kind of functions. */
export interface KindRules {
  readonly modality: string;
  /** Whether a function must have labels. */
  readonly needs_labels: boolean;
  /** Whether a function must have a threshold. */
  readonly needs_threshold: boolean;
  /** The kind's name in formats 1 and 2; null where they did not have it. */
  readonly name_in_format_2: string | null;
}

/** The rules of each kind, by its name. */
export const KIND_RULES: Readonly<Record<string, KindRules>> = kinds;
