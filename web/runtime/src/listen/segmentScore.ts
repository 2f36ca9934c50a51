/**
 * How likely the text of a piece of speech is right: a quadratic logistic regression on what the model says. Its
 * twin is `src/vizsla/speech/listening/segment_score.py`, and the numbers are the same file.
 */
import table from "../../../../src/vizsla/speech/listening/segment_scores.json" with { type: "json" };
import { RATE } from "../modalities/audio/sound.js";
import type { Heard } from "./moonshine.js";
import type { SpeechPiece } from "./speechCutter.js";

type Features = Record<keyof typeof table.features, number>;

const LEAST_DOUBT = 0.001;
const ENDLESS = 0.25; // the most that a text is likely right that repeats a phrase, or has no end

/** How likely it is that nobody speaks in a sound in which no speech was detected. */
export const SILENCE_SCORE = table.silence;

/** How likely it is that no English is said in a piece for which no words were written. */
export const WORDLESS_SCORE = table.wordless;

/** What the scores say of one piece. */
export interface SegmentScore {
  /** How likely the text is right, 0 to 1. */
  readonly right: number;
  /** How likely the text is what somebody says, and not invented for noise or music; 0 to 1. */
  readonly understood: number;
}

/** Returns the score of a piece. @param repeats - whether the model repeated a phrase without end. */
export function segmentScore(piece: SpeechPiece, heard: Heard, repeats: boolean): SegmentScore {
  const { likelihoods, tokens } = heard;
  const count = likelihoods.length;
  const hasEnded = count > tokens;
  const doubt = likelihoods.reduce((sum, each) => sum + (1 - Math.exp(each)), 0) / count;
  const values = terms({
    doubt: Math.log(doubt + LEAST_DOUBT),
    least: Math.min(...likelihoods),
    length: Math.log1p(count),
    pace: tokens / Math.max(piece.samples.length / RATE, 0.1),
    speech: piece.speech,
  });
  const right = logistic(table.right, values);
  return {
    right: repeats || !hasEnded ? Math.min(right, ENDLESS) : right,
    understood: logistic(table.understood, values),
  };
}

/** Returns what the regression weighs: 1, the features, and the products of each two of them. */
function terms(features: Features): number[] {
  const scaled = [1];
  for (const name of Object.keys(table.features) as (keyof Features)[]) {
    const { low, high, mean, scale } = table.features[name];
    scaled.push((Math.min(Math.max(features[name], low), high) - mean) / scale);
  }
  return scaled.flatMap((one, at) => scaled.slice(at).map((other) => one * other));
}

function logistic(weights: readonly number[], values: readonly number[]): number {
  const total = weights.reduce((sum, weight, at) => sum + weight * values[at]!, 0);
  return 1 / (1 + Math.exp(-Math.max(-60, Math.min(60, total))));
}
