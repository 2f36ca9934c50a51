/** Answers a continuous sound window by window, as `vizsla/functions/watched_sound.py` cuts it. */
import type { Answer } from "../answer.js";
import { shown } from "../bundle/json.js";
import { InputTypeError, OptionError } from "../errors.js";
import { LEAST_RATE, MOST_RATE } from "../modalities/audio/sound.js";
import type { RawSound } from "../modalities/audio/soundPayload.js";
import { rounded } from "../rounded.js";
import type { CallOptions } from "./interfaces.js";

export interface WatchSoundOptions extends CallOptions {
  /** The samples a second of the blocks, whole, 1,000 to 768,000; 16,000 by default. */
  readonly rate?: number;
  /** The length of a window, best as long as the examples of training, 0.1 to 60; 1 by default. */
  readonly seconds?: number;
  /** The seconds from one window to the next, 0.01 to 60; by default half a window. */
  readonly step?: number;
}

/** The answer to a window of a continuous sound. */
export interface WatchedSound<A extends Answer = Answer> {
  /** Where the window begins, in seconds from the start of the sound. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
  readonly answer: A;
}

/** Blocks of samples, in order. */
export type SoundBlocks = Iterable<Float32Array> | AsyncIterable<Float32Array>;

/**
 * Answers a sound of any length as it comes, such as from a microphone.
 * @param hear - a function of sounds.
 * @returns the answer of each window, in order. The last window ends with the sound, and may be shorter.
 * @throws OptionError - a length or the rate is out of its range.
 * @throws InputTypeError - a block is no Float32Array.
 */
export async function* watchSound<A extends Answer>(
  hear: (sound: RawSound, options?: CallOptions) => Promise<A>,
  blocks: SoundBlocks,
  { rate = 16_000, seconds = 1, step = seconds / 2, ...options }: WatchSoundOptions = {},
): AsyncGenerator<WatchedSound<A>, void, undefined> {
  checkLength("seconds", seconds, 0.1);
  checkLength("step", step, 0.01);
  checkRate(rate);
  const [size, hop] = [rounded(seconds * rate), Math.max(1, rounded(step * rate))];
  let held = new Float32Array(0);
  let first = 0; // the place of what is held
  let due = 0; // where the next window begins
  const heard = async (place: number, samples: Float32Array): Promise<WatchedSound<A>> => {
    const answer = await hear({ samples, rate }, options);
    const start = place / rate;
    return { start, end: start + samples.length / rate, answer };
  };
  for await (const block of blocks) {
    if (!(block instanceof Float32Array)) {
      throw new InputTypeError(
        "a block of the sound is no Float32Array. Give samples from -1 to 1.",
      );
    }
    const longer = new Float32Array(held.length + block.length);
    longer.set(held);
    longer.set(block, held.length);
    held = longer;
    while (due + size <= first + held.length) {
      yield await heard(due, held.subarray(due - first, due - first + size));
      due += hop;
    }
    const drop = Math.min(due - first, held.length);
    held = held.slice(drop);
    first += drop;
  }
  const covered = due ? size - hop : 0; // of what is held, by the last whole window
  if (held.length > Math.max(covered, 0)) yield await heard(first, held);
}

function checkLength(name: string, value: number, least: number): void {
  if (value >= least && value <= 60) return;
  throw new OptionError(`${name} must be ${least} to 60, in seconds, not ${value}`);
}

function checkRate(rate: unknown): void {
  if (Number.isInteger(rate) && Number(rate) >= LEAST_RATE && Number(rate) <= MOST_RATE) return;
  throw new OptionError(
    `rate must be ${LEAST_RATE} to ${MOST_RATE} whole samples a second, not ${shown(rate)}`,
  );
}
