/**
 * Changes the rate of a sound, with the same bits as `vizsla/modalities/audio/resample.py`, which says how
 * it goes: polyphase filters under Kaiser's window, in single operations in a fixed order.
 */
import { rounded } from "../../rounded.js";

const CROSSINGS = 16; // zero crossings of the sinc to either side
const BETA = 9; // of Kaiser's window
const KEPT = 0.94; // of the band that both rates can hold
const PLACES = 1024; // between two old samples, in the table
const BESSEL_TERMS = 30;
const SINE_TERMS = 11;

/** The weights of each place between two old samples, the second one's included. */
interface Weights {
  /** Of old samples. */
  readonly count: number;
  /** `count` numbers for each place. */
  readonly values: Float64Array;
}

/** Returns a sound at another rate; the same array where it is the same rate. */
export function resampled(samples: Float32Array, old: number, rate: number): Float32Array {
  const common = divisor(old, rate);
  const [up, down] = [rate / common, old / common];
  if (up === down) return samples;
  const { count, values } = weightsOf(up, down);
  const reach = count / 2;
  const length = samples.length * up;
  const found = new Float32Array((length - (length % down)) / down + (length % down ? 1 : 0));
  const between = up <= PLACES ? null : new Float64Array(count);
  for (let at = 0; at < found.length; at++) {
    const phase = (at * down) % up;
    const start = (at * down - phase) / up - (reach - 1);
    const weights = between
      ? mix(values, phase, up, between)
      : values.subarray(phase * count, (phase + 1) * count);
    // Silence before and behind the sound adds nothing.
    const end = Math.min(count, samples.length - start);
    let total = 0;
    for (let step = Math.max(0, -start); step < end; step++) {
      total += samples[start + step]! * weights[step]!;
    }
    found[at] = total;
  }
  return found;
}

/** Writes weights between two rows of the table, for a place that is `phase / up` after an old sample. */
function mix(values: Float64Array, phase: number, up: number, to: Float64Array): Float64Array {
  const rest = (phase * PLACES) % up;
  const share = rest / up;
  const from = ((phase * PLACES - rest) / up) * to.length;
  for (let step = 0; step < to.length; step++) {
    const below = values[from + step]!;
    to[step] = below + share * (values[from + to.length + step]! - below);
  }
  return to;
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}

let last: { readonly up: number; readonly down: number; readonly weights: Weights } | undefined;

/** Returns the weights for a change of rate; they are kept for the next sound. */
function weightsOf(up: number, down: number): Weights {
  if (last?.up !== up || last.down !== down) last = { up, down, weights: makeWeights(up, down) };
  return last.weights;
}

function makeWeights(up: number, down: number): Weights {
  const places = Math.min(up, PLACES);
  const width = Math.max(1, down / up); // of the sinc, in old samples
  const reach = Math.ceil(CROSSINGS * width);
  const count = 2 * reach;
  const values = new Float64Array(count * (places + 1));
  for (let place = 0; place <= places; place++) {
    const row = values.subarray(place * count, (place + 1) * count);
    let total = 0;
    for (let step = 0; step < count; step++) {
      const away = step + 1 - reach - place / places;
      const share = away / reach;
      row[step] = sinc((away * KEPT) / width) * bessel(Math.max(1 - share * share, 0));
      total += row[step]!;
    }
    for (let step = 0; step < count; step++) row[step]! /= total;
  }
  return { count, values };
}

/** Kaiser's window where `square` is 1 - (place / reach)**2: a Bessel function's series. */
function bessel(square: number): number {
  const quarter = ((BETA * BETA) / 4) * square;
  let total = 1;
  for (let term = BESSEL_TERMS; term > 0; term--) total = 1 + (quarter / (term * term)) * total;
  return total;
}

/** Returns sin(pi x) / (pi x); 1 for 0. */
function sinc(place: number): number {
  if (place === 0) return 1;
  const whole = rounded(place);
  const angle = Math.PI * (place - whole);
  const square = angle * angle;
  let total = 1;
  for (let term = SINE_TERMS; term > 0; term--) {
    total = 1 - (square / (2 * term * (2 * term + 1))) * total;
  }
  return (angle * total * (1 - 2 * Math.abs(whole % 2))) / (Math.PI * place);
}
