/**
 * Plain features of a sound's spectrum, the same bits as those of
 * `vizsla/encoders/sound/spectral_features.py`, which says what they are.
 */
import { BANDS, HOP } from "./bandPowers.js";
import { DECIBEL, decibels, naturalLog } from "./exactLog.js";

const STEPS = 8; // of a histogram
export const FEATURES = 5 * BANDS + 2 * STEPS + 1;
const TWENTIETHS = [2, 10, 19]; // the quantiles 0.1, 0.5 and 0.95
const PARTS = 20;
const RANGE = 60 * DECIBEL; // below the loudest
const FASTEST = 15 * DECIBEL; // in 10 ms
const LEAST_POWER = 2 ** -200;

/**
 * Returns a sound's features, `FEATURES` numbers.
 * @param power `BANDS` numbers a frame, at least one frame.
 * @param rate samples a second.
 */
export function spectralFeatures(power: Float64Array, rate: number): Float64Array {
  const frames = power.length / BANDS;
  const mean = new Float64Array(BANDS);
  const sums = new Float64Array(frames);
  for (let frame = 0, at = 0; frame < frames; frame++) {
    for (let band = 0; band < BANDS; band++, at++) {
      mean[band]! += power[at]!;
      sums[frame]! += power[at]!;
    }
  }
  const levels = belowLoudest(power);
  const loudness = belowLoudest(sums);
  const steps = new Float64Array(Math.max(1, frames - 1));
  for (let frame = 1; frame < frames; frame++) {
    const step = loudness[frame]! - loudness[frame - 1]!;
    steps[frame - 1] = Math.min(Math.max(step, -FASTEST), FASTEST);
  }
  return Float64Array.of(
    ...belowLoudest(mean.map((each) => each / frames)).map((each) => each / DECIBEL),
    ...quantiles(levels).map((each) => each / DECIBEL),
    ...changes(levels),
    ...shares(loudness, RANGE, RANGE),
    ...shares(steps, FASTEST, 2 * FASTEST),
    naturalLog((frames * HOP) / rate),
  );
}

/** Returns powers in dB below the loudest, whole numbers; silence is -60 dB throughout. */
function belowLoudest(power: Float64Array): Float64Array {
  const loudest = power.reduce((most, each) => Math.max(most, each), 0);
  if (loudest === 0) return new Float64Array(power.length).fill(-RANGE);
  const levels = power.map((each) => decibels(Math.max(each, LEAST_POWER)));
  const most = levels.reduce((one, other) => Math.max(one, other), -Infinity);
  return levels.map((each) => Math.max(each - most, -RANGE));
}

/** Returns the quantiles of each band over time, between two levels in proportion. */
function quantiles(levels: Float64Array): Float64Array {
  const frames = levels.length / BANDS;
  const found = new Float64Array(TWENTIETHS.length * BANDS);
  const ordered = new Float64Array(frames);
  for (let band = 0; band < BANDS; band++) {
    for (let frame = 0; frame < frames; frame++) ordered[frame] = levels[frame * BANDS + band]!;
    ordered.sort();
    TWENTIETHS.forEach((twentieths, row) => {
      const [place, rest] = divmod((frames - 1) * twentieths, PARTS);
      const above = ordered[Math.min(place + 1, frames - 1)]!;
      found[row * BANDS + band] = (ordered[place]! * (PARTS - rest) + above * rest) / PARTS;
    });
  }
  return found;
}

/** Returns each band's mean change from frame to frame, in dB. */
function changes(levels: Float64Array): Float64Array {
  const found = new Float64Array(BANDS);
  for (let at = BANDS; at < levels.length; at++) {
    found[at % BANDS]! += Math.abs(levels[at]! - levels[at - BANDS]!);
  }
  const count = Math.max(1, levels.length / BANDS - 1);
  return found.map((each) => each / (count * DECIBEL));
}

/** Returns the share of values in each of equal steps, from -below up to `top` higher. */
function shares(values: Float64Array, below: number, top: number): Float64Array {
  const found = new Float64Array(STEPS);
  for (const each of values) {
    found[Math.min(Math.floor(((each + below) * STEPS) / top), STEPS - 1)]!++;
  }
  return found.map((each) => each / values.length);
}

function divmod(number: number, by: number): [whole: number, rest: number] {
  const rest = number % by;
  return [(number - rest) / by, rest];
}
