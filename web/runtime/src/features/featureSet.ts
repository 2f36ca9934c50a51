/** The compiled features of a function of texts, as its bundle holds them: those that answers need. */
import type { PhraseList } from "./phraseList.js";
import type { RegularExpression } from "./regularExpression.js";
import type { SequenceTagger } from "./sequenceTagger.js";
import type { TextPattern } from "./textPattern.js";

const LEAST = 1e-6; // nearer to 0 or 1 a score says no more
const MOST_ODDS = 700; // the exponential of more is no number

/** The slope and the intercept of a line from the log-odds of a tagger's score to an entity's. */
export type Calibration = readonly [slope: number, intercept: number];

/** A pattern of sentences with one label. */
export interface LabelPattern {
  readonly pattern: TextPattern;
  readonly label: string;
}

/** A tagger, and what its kinds are. */
export interface LearnedEntities {
  readonly tagger: SequenceTagger;
  /** The name and the role, or "", of each kind. */
  readonly kinds: readonly (readonly [name: string, role: string])[];
  /** Null where too few entities were validated. */
  readonly calibration: Calibration | null;
}

/** Returns how likely an entity is right, by the tagger's score of it. */
export function calibrated(score: number, calibration: Calibration | null): number {
  if (calibration === null) return score;
  const [slope, intercept] = calibration;
  const kept = Math.min(Math.max(score, LEAST), 1 - LEAST);
  const odds = slope * Math.log(kept / (1 - kept)) + intercept;
  return 1 / (1 + Math.exp(-Math.min(Math.max(odds, -MOST_ODDS), MOST_ODDS)));
}

/** Compiled features; each map is by name. */
export interface FeatureSet {
  /** The texts' language, such as `en`. */
  readonly language: string;
  /** The values of list entities. */
  readonly lists: ReadonlyMap<string, PhraseList>;
  /** The regular expressions of entities. */
  readonly expressions: ReadonlyMap<string, readonly RegularExpression[]>;
  /** The kinds of `recognizeText` that are entities. */
  readonly kinds: ReadonlyMap<string, readonly string[]>;
  /** The entities that stand for any words, with their exceptions. */
  readonly anything: ReadonlyMap<string, PhraseList>;
  readonly patterns: readonly LabelPattern[];
  /** The phrase lists, which help to find learned entities, and to predict the label. */
  readonly phraseLists: ReadonlyMap<string, PhraseList>;
  /** The regular expressions that only help to predict the label. */
  readonly featureExpressions: ReadonlyMap<string, RegularExpression>;
  /** By label the names without which a text never has the label. */
  readonly required: ReadonlyMap<string, readonly string[]>;
  /** By learned entity the names of entities that must be where it is. */
  readonly needed: ReadonlyMap<string, readonly string[]>;
  /** By entity the names of those that are its parts where they lie within it. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
  readonly learned: readonly LearnedEntities[];
}
