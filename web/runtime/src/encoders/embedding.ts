/** The embedding of a picture: the sums of the backbone's feature map. Twin of `embedding.py`. */
import type { Output } from "../engine/graphs.js";

/** A picture as numbers. */
export interface Embedding {
  /** For each channel a whole number. */
  readonly sums: Float64Array;
  /** What makes the sums the feature map's mean. */
  readonly factor: number;
}

/** Sums up a feature map (1, rows, columns, channels) over its places. */
export function embed({ values, shape, scale, zeroPoint }: Output): Embedding {
  const channels = shape[shape.length - 1]!;
  const places = values.length / channels;
  const sums = new Float64Array(channels);
  for (let at = 0; at < values.length;) {
    for (let channel = 0; channel < channels; channel++) sums[channel]! += values[at++]!;
  }
  for (let channel = 0; channel < channels; channel++) sums[channel]! -= places * zeroPoint;
  return { sums, factor: scale / places };
}
