/** The network and what is usual of its numbers: from samples to the numbers of an embedding. */
import { readSafetensors } from "../../bundle/safetensors.js";
import { rounded } from "../../rounded.js";
import { BandPowers, HOP, WINDOW, type SoundTensors } from "./bandPowers.js";
import { DECIBEL, decibels } from "./exactLog.js";
import { spectralFeatures } from "./spectralFeatures.js";
import { CHANNELS, FRAMES, SpeechNetwork, UNIT } from "./speechNetwork.js";

/** Whole numbers of an embedding to 1, which is what usual sounds differ by. */
export const GRID = 64;
const MOST = 2 ** 15 - 1; // they fit into int16
const SPECTRAL = 1.5; // the weight of the spectral features
const SHORTEST = WINDOW + (FRAMES - 1) * HOP; // samples that the network needs
const FAINTEST = 80 * DECIBEL; // below the loudest: what is fainter does not count
const LEAST_POWER = 1e-10;

export class SoundModel {
  readonly #bands: BandPowers;
  readonly #network: SpeechNetwork;
  readonly #usual: Float64Array;
  readonly #spread: Float64Array;

  /**
   * @param content the encoder's file, whose hash was compared.
   * @param where its name, for messages.
   * @param rate the samples a second of all sounds.
   */
  constructor(
    content: Uint8Array,
    where: string,
    private readonly rate: number,
  ) {
    const tensors: SoundTensors = readSafetensors(content, where, {
      F32: Float32Array,
      I16: Int16Array,
    });
    this.#bands = new BandPowers(tensors);
    this.#network = new SpeechNetwork(tensors);
    this.#usual = Float64Array.from(tensors.get("usual")!.data);
    this.#spread = Float64Array.from(tensors.get("spread")!.data);
  }

  /** Returns the numbers of a sound's embedding, whole numbers, `GRID` to 1. */
  embed(samples: Float32Array): Float64Array {
    return this.rawNumbers(samples).map((each, at) => {
      const number = (each - this.#usual[at]!) / this.#spread[at]!;
      const weighed = at < 2 * CHANNELS ? number : number * SPECTRAL;
      return Math.min(Math.max(rounded(weighed * GRID), -MOST), MOST);
    });
  }

  /** Returns a sound's numbers before they are put in proportion. */
  rawNumbers(samples: Float32Array): Float64Array {
    const sound = padded(asLoudAsOthers(samples), 0, WINDOW - samples.length);
    const whole = this.#bands.spectrum(sound);
    const missing = SHORTEST - sound.length;
    const before = Math.floor(missing / 2);
    // Silence around what is shorter than a window.
    const heard =
      missing > 0 ? this.#bands.spectrum(padded(sound, before, missing - before)) : whole;
    const windows = this.#network.windows(levelsOf(heard.speech));
    return Float64Array.of(...meanAndMost(windows), ...spectralFeatures(whole.wide, this.rate));
  }
}

/** Divides a sound by its peak: how near a microphone is must not count. */
function asLoudAsOthers(samples: Float32Array): Float32Array {
  const peak = peakOf(samples);
  return peak === 0 ? samples : samples.map((each) => each / peak);
}

/** Returns the largest sample without its sign. */
export function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const each of samples) peak = Math.max(peak, Math.abs(each));
  return peak;
}

function padded(samples: Float32Array, before: number, behind: number): Float32Array {
  if (before <= 0 && behind <= 0) return samples;
  const found = new Float32Array(before + samples.length + behind);
  found.set(samples, before);
  return found;
}

/** Returns what the network hears: tenths of the bands' dB, plus 2, in whole numbers. */
function levelsOf(power: Float64Array): Float64Array {
  const levels = power.map((each) => decibels(Math.max(each, LEAST_POWER)));
  const faintest = levels.reduce((one, other) => Math.max(one, other), -Infinity) - FAINTEST;
  levels.forEach((each, at) => {
    levels[at] = rounded((Math.max(each, faintest) / (10 * DECIBEL) + 2) * UNIT);
  });
  return levels;
}

/** Returns the mean of each channel over the windows, and its largest. */
function meanAndMost(windows: Float64Array): Float64Array {
  const found = new Float64Array(2 * CHANNELS).fill(-Infinity, CHANNELS);
  const count = windows.length / CHANNELS;
  windows.forEach((each, at) => {
    const channel = at % CHANNELS;
    found[channel]! += each; // whole numbers: exact in any order
    found[CHANNELS + channel] = Math.max(found[CHANNELS + channel]!, each);
  });
  return found.map((each, at) => each / (at < CHANNELS ? count * UNIT : UNIT));
}
