/**
 * The power of a sound's frequency bands over time, the same bits as those of
 * `vizsla/encoders/sound/spectrum.py`.
 */
import type { Tensor } from "../../bundle/safetensors.js";
import { Fourier } from "./fourier.js";

/** Samples of a frame, and from one to the next. */
export const WINDOW = 512;
export const HOP = 160;
export const BANDS = 32;

/** The power of frequency bands, frame by frame: `BANDS` each. */
export interface Spectrum {
  /** Bands from 60 to 3,800 Hz. */
  readonly speech: Float64Array;
  /** Bands from 0 to 8,000 Hz. */
  readonly wide: Float64Array;
}

interface Bands {
  readonly first: Int16Array;
  /** For each step from the first frequency on, the weight of each band. */
  readonly weights: Float64Array;
}

export type SoundTensors = ReadonlyMap<string, Tensor<"F32" | "I16">>;

/** Measures the bands of sounds. */
export class BandPowers {
  readonly #fourier: Fourier;
  readonly #window: Float64Array;
  readonly #speech: Bands;
  readonly #wide: Bands;

  /** @param tensors those of the encoder's file. */
  constructor(tensors: SoundTensors) {
    const numbers = (name: string) => Float64Array.from(tensors.get(name)!.data);
    const bands = (name: string): Bands => ({
      first: Int16Array.from(tensors.get(`${name}.first`)!.data),
      weights: numbers(`${name}.weights`),
    });
    this.#window = numbers("window");
    this.#fourier = new Fourier(numbers("cosine"), numbers("sine"));
    this.#speech = bands("speech");
    this.#wide = bands("wide");
  }

  /** Returns the power of a sound's bands. @param samples at 16 kHz, at least `WINDOW` of them. */
  spectrum(samples: Float32Array): Spectrum {
    const frames = Math.floor((samples.length - WINDOW) / HOP) + 1;
    const speech = new Float64Array(frames * BANDS);
    const wide = new Float64Array(frames * BANDS);
    const heard = new Float64Array(WINDOW);
    const window = this.#window;
    const begin = (WINDOW - window.length) / 2;
    for (let frame = 0; frame < frames; frame++) {
      const from = frame * HOP + begin;
      for (let at = 0; at < window.length; at++) {
        heard[begin + at] = samples[from + at]! * window[at]!;
      }
      const power = this.#fourier.power(heard);
      sum(power, this.#speech, speech.subarray(frame * BANDS, (frame + 1) * BANDS));
      sum(power, this.#wide, wide.subarray(frame * BANDS, (frame + 1) * BANDS));
    }
    return { speech, wide };
  }
}

/** Sums each band from its lowest frequency up. */
function sum(power: Float64Array, { first, weights }: Bands, to: Float64Array): void {
  const steps = weights.length / BANDS;
  for (let band = 0; band < BANDS; band++) {
    const start = first[band]!;
    const end = Math.min(steps, power.length - start); // behind it all weights are 0
    let total = 0;
    for (let step = 0; step < end; step++) {
      total += power[start + step]! * weights[step * BANDS + band]!;
    }
    to[band] = total;
  }
}
