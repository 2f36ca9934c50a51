/** The weights of Pillow's bilinear filter on float pixels: `precompute_coeffs` of Resample.c. */

/** For one pixel of the result: where its weights begin in the source, and the weights. */
export interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Returns the weights along one side, from `source` to `result` pixels. */
export function bilinearWeights(source: number, result: number): Taps[] {
  const scale = source / result;
  const filterScale = Math.max(scale, 1);
  const inverse = 1 / filterScale;
  return Array.from({ length: result }, (_, at) => {
    const centre = (at + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - filterScale + 0.5), 0);
    const count = Math.min(Math.trunc(centre + filterScale + 0.5), source) - first;
    const weights = new Float64Array(count);
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      weights[tap] = Math.max(1 - Math.abs((tap + first - centre + 0.5) * inverse), 0);
      sum += weights[tap]!;
    }
    if (sum !== 0) for (let tap = 0; tap < count; tap++) weights[tap]! /= sum;
    return { first, weights };
  });
}
