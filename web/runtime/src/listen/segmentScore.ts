/**
 * How likely the text of a piece of speech is right: a logistic regression on what the model says. Its twin is
 * `src/vizsla/speech/listening/segment_score.py`, and the numbers are the same file.
 */
import table from "../../../../src/vizsla/speech/listening/segment_scores.json" with { type: "json" };
import { RATE } from "../modalities/audio/sound.js";
import type { Heard } from "./moonshine.js";
import type { SpeechPiece } from "./speechCutter.js";

type Features = Omit<typeof table.right, "bias">;

const UNLIKELY = -1; // log probability of a word piece that is a guess

/** How likely it is that nobody speaks in a sound in which no speech was detected. */
export const SILENCE_SCORE = table.silence;

/** What the scores say of one piece. */
export interface SegmentScore {
  /** How likely the text is right, 0 to 1. */
  readonly right: number;
  /** How likely the text is what somebody says, and not invented for noise or music; 0 to 1. */
  readonly understood: number;
}

/** Returns the score of a piece. @param repeats - whether the model repeated a phrase without end. */
export function segmentScore(piece: SpeechPiece, heard: Heard, repeats: boolean): SegmentScore {
  const { likelihoods, pieces } = heard;
  const count = likelihoods.length;
  const hasEnded = count > pieces;
  const features: Features = {
    mean: likelihoods.reduce((sum, each) => sum + each, 0) / count,
    least: Math.min(...likelihoods),
    guesses: Math.log1p(likelihoods.filter((each) => each < UNLIKELY).length),
    length: Math.log(count),
    pace: pieces / Math.max(piece.samples.length / RATE, 0.1),
    speech: piece.speech,
    repeats: Number(repeats || !hasEnded),
  };
  return {
    right: logistic(table.right, features),
    understood: logistic(table.understood, features),
  };
}

function logistic(line: typeof table.right, features: Features): number {
  const names = Object.keys(features) as (keyof Features)[];
  const total = names.reduce((sum, name) => sum + line[name] * features[name], line.bias);
  return 1 / (1 + Math.exp(-Math.max(-60, Math.min(60, total))));
}
