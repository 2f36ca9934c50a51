/**
 * The weights of Pillow's bicubic with antialiasing, to the last bit: `precompute_coeffs` and
 * `normalize_coeffs_8bpc` of libImaging/Resample.c, in the same order of the same operations.
 */

const PRECISION = 2 ** 22;
const SUPPORT = 2; // of the bicubic filter, in pixels of the smaller image

/** For each pixel of the result: where its weights begin in the source, and the weights. */
export interface BicubicWeights {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `stride` for each pixel of the result, whole numbers of 1 / 2^22. */
  readonly weights: Int32Array;
  readonly stride: number;
}

const known = new Map<string, BicubicWeights>();
const MOST_KNOWN = 8; // a video asks for the same ones with every frame

/** Returns the weights along one side, from `source` pixels to `result`. */
export function bicubicWeights(source: number, result: number): BicubicWeights {
  const key = `${source}:${result}`;
  let found = known.get(key);
  if (!found) {
    found = compute(source, result);
    if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!);
    known.set(key, found);
  }
  return found;
}

function compute(source: number, result: number): BicubicWeights {
  const scale = source / result;
  const filterScale = Math.max(scale, 1);
  const support = SUPPORT * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(result);
  const count = new Int32Array(result);
  const weights = new Int32Array(result * stride);
  const real = new Float64Array(stride);
  const inverse = 1 / filterScale;
  for (let at = 0; at < result; at++) {
    const centre = (at + 0.5) * scale;
    const begin = Math.max(Math.trunc(centre - support + 0.5), 0);
    const number = Math.min(Math.trunc(centre + support + 0.5), source) - begin;
    let sum = 0;
    for (let tap = 0; tap < number; tap++) {
      const weight = bicubic((tap + begin - centre + 0.5) * inverse);
      real[tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < number; tap++) {
      const weight = sum === 0 ? real[tap]! : real[tap]! / sum;
      weights[at * stride + tap] = Math.trunc(weight * PRECISION + (weight < 0 ? -0.5 : 0.5));
    }
    first[at] = begin;
    count[at] = number;
  }
  return { first, count, weights, stride };
}

function bicubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * -0.5;
  return 0;
}
