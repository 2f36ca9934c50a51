/**
 * Cuts a sound into pieces of speech, at pauses: a cut within a word would break it. Its twin is
 * `src/vizsla/speech/listening/speech_pieces.py`.
 */
import { RATE } from "../modalities/audio/sound.js";
import { STEP } from "./voiceActivity.js";

const steps = (seconds: number): number => Math.round((seconds * RATE) / STEP);

const SPEAKS = 0.5; // probability
const PAUSE = steps(0.3); // without speech at which a long piece ends
const END = steps(0.8); // without speech at which any piece ends
const MARGIN = steps(0.2); // that are kept around speech
const SHORTEST = steps(6);
const LONGEST = steps(14); // models of speech were trained on pieces of that length
const AFTER = steps(1.2); // of silence after the end, in which the last piece ends

/** A stretch of a sound in which somebody speaks. */
export interface SpeechPiece {
  /** The place of its first sample in the sound. */
  readonly first: number;
  /** At 16 kHz. */
  readonly samples: Float32Array;
  /** The mean probability of speech in it. */
  readonly speech: number;
}

/**
 * Yields the pieces of a sound, each as soon as it has ended.
 * @param samples - the whole sound, at 16 kHz.
 * @param voice - returns the probability of speech in the next 512 samples.
 */
export async function* speechPieces(
  samples: Float32Array,
  voice: (step: Float32Array) => Promise<number>,
): AsyncGenerator<SpeechPiece> {
  const cutter = new SpeechCutter();
  const count = Math.floor(samples.length / STEP) + AFTER;
  for (let step = 0; step < count; step++) {
    const part = new Float32Array(STEP);
    part.set(samples.subarray(step * STEP, (step + 1) * STEP));
    cutter.add(await voice(part));
    for (const { start, end, speech } of cutter.pieces()) {
      const first = start * STEP;
      const last = Math.max(first + 1, Math.min(end * STEP, samples.length));
      const piece = new Float32Array(last - first);
      piece.set(samples.subarray(first, last));
      yield { first, samples: piece, speech };
    }
  }
}

interface SpeechSteps {
  /** The first step, and the one before which the piece ends. */
  readonly start: number;
  readonly end: number;
  readonly speech: number;
}

/** Decides where pieces begin and end, by the probability of speech in each step. */
class SpeechCutter {
  #first = 0; // the place of the first probability that is held
  #speech: number[] = [];

  add(probability: number): void {
    this.#speech.push(probability);
  }

  /** Returns the pieces that have ended. */
  pieces(): SpeechSteps[] {
    const found: SpeechSteps[] = [];
    for (;;) {
      this.#dropSilence();
      const cut = this.#placeToCut();
      if (cut === null) return found;
      found.push(this.#take(cut));
    }
  }

  /** Forgets what comes before the first speech, but for the margin. */
  #dropSilence(): void {
    const first = this.#speech.findIndex((each) => each >= SPEAKS);
    this.#forget(Math.max(0, (first < 0 ? this.#speech.length : first) - MARGIN));
  }

  /** Returns the step before which the first piece ends; null where it goes on. */
  #placeToCut(): number | null {
    const speech = this.#speech;
    if (!speech.some((each) => each >= SPEAKS)) return null;
    for (const [start, end] of pauses(speech)) {
      const middle = (start + end) >> 1;
      if (end - start >= END) return middle;
      if (end - start >= PAUSE && start >= SHORTEST && end < speech.length) return middle;
      if (end > LONGEST) break;
    }
    return speech.length < LONGEST ? null : this.#bestPlace();
  }

  /** Returns where a piece that has become too long is cut: in its longest, quietest pause. */
  #bestPlace(): number {
    const length = ([start, end]: Pause): number => end - start;
    const found = pauses(this.#speech.slice(0, LONGEST)).filter(([start]) => start >= SHORTEST);
    if (found.length > 0) {
      const [start, end] = found.reduce((best, each) =>
        length(each) > length(best) ? each : best,
      );
      return (start + end) >> 1;
    }
    const part = this.#speech.slice(SHORTEST, LONGEST);
    const around = part.map((each, at) => ((part[at - 1] ?? 0) + each + (part[at + 1] ?? 0)) / 3);
    return SHORTEST + around.indexOf(Math.min(...around));
  }

  #take(cut: number): SpeechSteps {
    const last = this.#speech.slice(0, cut).findLastIndex((each) => each >= SPEAKS);
    const count = Math.min(cut, last + 1 + MARGIN);
    const sum = this.#speech.slice(0, count).reduce((total, each) => total + each, 0);
    const start = this.#first;
    this.#forget(cut);
    return { start, end: start + count, speech: sum / count };
  }

  #forget(count: number): void {
    this.#speech = this.#speech.slice(count);
    this.#first += count;
  }
}

type Pause = readonly [start: number, end: number];

/** Returns the first and the last step, the latter excluded, of each stretch without speech. */
function pauses(speech: readonly number[]): Pause[] {
  const found: Pause[] = [];
  let start: number | null = null;
  for (let at = 0; at <= speech.length; at++) {
    const silent = at < speech.length && speech[at]! < SPEAKS;
    if (silent) start ??= at;
    else if (start !== null) {
      found.push([start, at]);
      start = null;
    }
  }
  return found;
}
