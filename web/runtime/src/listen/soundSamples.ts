/** Checks a sound's samples, and makes them one channel: the mean of several. */
import { shown } from "../bundle/json.js";
import { InputDamagedError, InputTooLargeError, InputTypeError, OptionError } from "../errors.js";

/** Samples from -1 to 1, or 16-bit ones; or those of each channel. */
export type SoundSamples =
  Float32Array | Float64Array | Int16Array | readonly (Float32Array | Float64Array | Int16Array)[];

/** A sound of one channel. */
export interface Sound {
  /** From -1 to 1, in memory of their own. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Samples a second. */
  readonly rate: number;
}

const [LEAST_RATE, MOST_RATE] = [1_000, 768_000];
const MOST_SECONDS = 3_600;

/** Whether a source is samples, and not a file. */
export function isSamples(source: unknown): source is SoundSamples {
  return isChannel(source) || (Array.isArray(source) && source.every(isChannel));
}

/**
 * Returns a sound of one channel, whose memory is not the caller's.
 * @param rate - samples a second, as the caller gives them.
 * @throws OptionError - the rate is missing, or no such number.
 * @throws InputDamagedError - there are no samples, or some are no numbers.
 * @throws InputTooLargeError - it is longer than an hour.
 * @throws InputTypeError - the channels are not equally long.
 */
export function oneChannel(source: SoundSamples, rate: unknown): Sound {
  if (!Number.isInteger(rate) || Number(rate) < LEAST_RATE || Number(rate) > MOST_RATE) {
    throw new OptionError(
      `rate must be the samples a second, a whole number from ${LEAST_RATE} to ${MOST_RATE}, not ` +
        `${shown(rate)}: listen(samples, { rate: 16000 })`,
    );
  }
  const channels = isChannel(source) ? [source] : source;
  const length = channels[0]?.length ?? 0;
  if (length === 0) throw new InputDamagedError("the sound has no samples");
  if (channels.some((each) => each.length !== length)) {
    throw new InputTypeError("the channels of the sound are not equally long");
  }
  if (length > MOST_SECONDS * Number(rate)) {
    throw new InputTooLargeError(
      `the sound is longer than ${MOST_SECONDS} seconds. Give it in parts of an hour at most.`,
    );
  }
  const samples = new Float32Array(length);
  for (const channel of channels) {
    const scale = (channel instanceof Int16Array ? 1 / 32_768 : 1) / channels.length;
    for (let at = 0; at < length; at++) samples[at]! += channel[at]! * scale;
  }
  if (!samples.every(Number.isFinite)) {
    throw new InputDamagedError(
      "the sound has samples that are infinite or no numbers (NaN). Record it again.",
    );
  }
  return { samples, rate: Number(rate) };
}

function isChannel(source: unknown): source is Float32Array | Float64Array | Int16Array {
  return [Float32Array, Float64Array, Int16Array].some((Class) => source instanceof Class);
}
