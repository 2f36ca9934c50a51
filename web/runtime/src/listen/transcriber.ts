/**
 * Transcribes a sound. Its twins are `transcribe.py` and `speech_recognition.py` of
 * Python; times of words are Python's alone.
 */
import manifest from "../../../../src/vizsla/weights/listen/function.json" with { type: "json" };
import type { SpeechSegment, Transcription } from "../answer.js";
import { RATE } from "../modalities/audio/sound.js";
import { inMilliseconds } from "./milliseconds.js";
import type { Moonshine } from "./moonshine.js";
import type { OnnxGraph } from "./onnxRuntime.js";
import { withoutRepetitions } from "./repetitions.js";
import { segmentScore, SILENCE_SCORE, WORDLESS_SCORE } from "./segmentScore.js";
import { speechPieces, type SpeechPiece } from "./speechCutter.js";
import { VoiceActivity } from "./voiceActivity.js";

const LEAST_SURE = manifest.threshold.score;
const LEAST_LIKELY = manifest.likely.score;
const UNDERSTOOD = 0.5; // below, the text is more likely invented than said

/** The models, opened. */
export interface ListeningModels {
  /** Says where somebody speaks. */
  readonly voice: OnnxGraph;
  /** Says which words. */
  readonly words: Moonshine;
}

/** The options of one transcription. */
export interface TranscribeOptions {
  /** The least score of a sure answer; null for the one that the function was published with. */
  readonly threshold: number | null;
  /** Receives each segment as soon as it was heard. */
  onSegment(segment: SpeechSegment): void;
  /** Is awaited often: there others have their turn, or end the transcription by throwing. */
  turn(): Promise<void>;
}

/** Transcribes a sound. @param samples - at 16 kHz. */
export async function transcribe(
  samples: Float32Array,
  { voice, words }: ListeningModels,
  { threshold, onSegment, turn }: TranscribeOptions,
): Promise<Transcription> {
  const activity = new VoiceActivity(voice);
  const step = async (part: Float32Array): Promise<number> => {
    await turn();
    return activity.step(part);
  };
  const segments: SpeechSegment[] = [];
  for await (const piece of speechPieces(samples, step)) {
    const segment = await segmentOf(piece, words, turn);
    segments.push(segment);
    onSegment(segment);
  }
  return joined(segments, samples.length / RATE, threshold ?? LEAST_SURE);
}

async function segmentOf(
  piece: SpeechPiece,
  words: Moonshine,
  turn: () => Promise<void>,
): Promise<SpeechSegment> {
  const heard = await words.hear(piece.samples, turn);
  const [text, repeats] = withoutRepetitions(heard.text);
  const hasWords = /[\p{L}\p{N}]/u.test(text);
  const { right, understood } = segmentScore(piece, heard, repeats);
  const isSaid = hasWords && understood >= UNDERSTOOD;
  const score = isSaid ? right : hasWords ? 1 - understood : WORDLESS_SCORE;
  return {
    start: inMilliseconds(piece.first / RATE),
    end: inMilliseconds((piece.first + piece.samples.length) / RATE),
    text: isSaid ? text : null,
    score,
    sure: score >= LEAST_SURE,
    words: [],
  };
}

function joined(
  segments: readonly SpeechSegment[],
  seconds: number,
  leastSure: number,
): Transcription {
  const spoken = segments.filter(({ text }) => text !== null);
  const text = spoken.map((each) => each.text).join(" ") || null;
  const least = leastScore(text === null ? segments : spoken);
  const score = text === null ? least : meanScore(spoken);
  return {
    answer: text,
    score,
    sure: least >= leastSure,
    likely: least >= Math.min(leastSure, LEAST_LIKELY),
    novel: false,
    calibrated: manifest.calibration !== null,
    alternatives: text === null ? [] : [{ answer: text, score, id: null, path: [] }],
    segments,
    seconds: inMilliseconds(seconds),
  };
}

/** Returns the least score of some segments; of none, how likely it is that nobody speaks. */
function leastScore(segments: readonly SpeechSegment[]): number {
  if (segments.length === 0) return SILENCE_SCORE;
  return segments.reduce((least, { score }) => Math.min(least, score), 1);
}

/** Returns the mean of the segments' scores, each counted by its words. */
function meanScore(segments: readonly SpeechSegment[]): number {
  const counts = segments.map(({ text }) => text!.split(" ").length);
  const sum = segments.reduce((total, { score }, at) => total + score * counts[at]!, 0);
  return sum / counts.reduce((total, each) => total + each, 0);
}
