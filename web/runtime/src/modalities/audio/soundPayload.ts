/** A sound on its way to the reader. */
import { InputTypeError } from "../../errors.js";
import type { Payload } from "../base.js";
import type { FilePayload } from "../sources/filePayload.js";
import { oneChannel, type Recording } from "./sound.js";

/** Samples of one channel: float from -1 to 1, or whole numbers of 16 or 8 bits. */
type Samples = Float32Array | Float64Array | Int16Array | Uint8Array;

/** Samples, and how many of them are a second. */
export interface RawSound {
  /** One channel, or a list of several, of equal length; these become their mean. */
  readonly samples: Samples | readonly Samples[];
  readonly rate: number;
}

/** Samples themselves, or a file with them. */
export type SoundPayload = ({ readonly kind: "samples" } & Recording) | FilePayload;

/** Whether a source is samples. */
export function isRawSound(source: unknown): source is RawSound {
  return typeof source === "object" && source !== null && "samples" in source && "rate" in source;
}

/** Whether a payload is samples. */
export function isSamples(payload: Payload): payload is Extract<SoundPayload, { kind: "samples" }> {
  return payload.kind === "samples";
}

/**
 * Packs samples.
 * @throws InputTypeError - they are no samples, or channels of different lengths.
 */
export function packSamples({ samples, rate }: RawSound): SoundPayload {
  const channels = (Array.isArray(samples) ? samples : [samples]) as readonly Samples[];
  const [first] = channels;
  if (!first || !channels.every((each) => isSampleArray(each) && each.length === first.length)) {
    throw new InputTypeError(
      "the samples of a sound are a Float32Array, Float64Array, Int16Array or Uint8Array, or a list of " +
        "these with equal lengths, one for each channel: { samples, rate: 16000 }.",
    );
  }
  const whole = channels.map(asFloat);
  const mean = new Float32Array(first.length);
  for (let at = 0; at < mean.length; at++) {
    mean[at] = oneChannel(whole.length, (channel) => whole[channel]![at]!);
  }
  return { kind: "samples", samples: mean, rate };
}

function isSampleArray(value: unknown): value is Samples {
  return [Float32Array, Float64Array, Int16Array, Uint8Array].some((Type) => value instanceof Type);
}

function asFloat(samples: Samples): Float32Array {
  if (samples instanceof Float32Array) return samples;
  if (samples instanceof Int16Array) return Float32Array.from(samples, (each) => each / 2 ** 15);
  if (samples instanceof Uint8Array) {
    return Float32Array.from(samples, (each) => (each - 128) / 2 ** 7);
  }
  return Float32Array.from(samples);
}

/** Returns the error of a source that is no sound. */
export function notASound(source: unknown, taken: string): InputTypeError {
  return new InputTypeError(`${Object.prototype.toString.call(source)} is not a sound. ${taken}`);
}
