/** Sounds as functions take them: one channel at one rate. */
import { InputDamagedError, InputTooLargeError, InputTypeError } from "../../errors.js";
import { resampled } from "./resample.js";

/** Samples a second that the functions hear. */
export const RATE = 16_000;
export const LEAST_RATE = 1_000;
export const MOST_RATE = 768_000;

/** One channel of sound, at `RATE`. */
export interface Sound {
  /** At least one sample, -1 to 1 where nothing is clipped. */
  readonly samples: Float32Array;
}

/** One channel at a rate of its own. */
export interface Recording {
  readonly samples: Float32Array;
  /** Samples a second. */
  readonly rate: number;
}

/**
 * Returns a sound for functions.
 * @param name the source's, for messages.
 * @throws InputDamagedError - it has no samples, or samples that are no numbers.
 * @throws InputTypeError - its rate is none that is taken.
 * @throws InputTooLargeError - it is longer than `maxSeconds`.
 */
export function soundOf({ samples, rate }: Recording, name: string, maxSeconds: number): Sound {
  if (!Number.isInteger(rate)) {
    throw new InputTypeError(`${name}: the rate is ${rate}. Give whole samples a second: 16000.`);
  }
  if (rate < LEAST_RATE || rate > MOST_RATE) {
    throw new InputTypeError(
      `${name} has ${rate} samples a second; ${LEAST_RATE} to ${MOST_RATE} are taken.`,
    );
  }
  if (samples.length === 0) throw new InputDamagedError(`${name} has no samples.`);
  if (samples.length > maxSeconds * rate) {
    throw new InputTooLargeError(
      `${name} is longer than ${maxSeconds.toLocaleString("en")} seconds. Give a shorter sound, or ` +
        "raise limits.maxSeconds.",
    );
  }
  checkSamples(samples, name);
  const found = resampled(samples, rate, RATE);
  checkSamples(found, name);
  return { samples: found };
}

function checkSamples(samples: Float32Array, name: string): void {
  if (samples.every(Number.isFinite)) return;
  throw new InputDamagedError(
    `${name} has samples that are infinite or no numbers (NaN). Save or record it again.`,
  );
}

/** Returns the mean of channels, in float32 and one channel after another, as Python computes it. */
export function oneChannel(count: number, sample: (channel: number) => number): number {
  if (count === 1) return sample(0);
  let total = sample(0);
  for (let channel = 1; channel < count; channel++) total = Math.fround(total + sample(channel));
  return Math.fround(total / count);
}
