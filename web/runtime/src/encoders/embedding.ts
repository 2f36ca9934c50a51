/** The embedding of a value: whole numbers, and the factor that makes real ones of them. */
import type { Output } from "../engine/sharedGraph.js";

export interface Embedding {
  /** For each channel a whole number. */
  readonly sums: Float64Array;
  /** The factor that turns the sums into the feature map's mean. */
  readonly factor: number;
  /** What features add to the outputs of the function's head, row by row; no part of the vector. */
  readonly added?: Float64Array;
}

/** Returns an embedding with what features add to the outputs; null for nothing. */
export function withAdded(embedding: Embedding, added: Float64Array | null): Embedding {
  return added === null ? embedding : { ...embedding, added };
}

/** Sums up a feature map (1, rows, columns, channels) over its positions. */
export function sumOver({ values, shape, scale, zeroPoint }: Output): Embedding {
  const channels = shape[shape.length - 1]!;
  const places = values.length / channels;
  const sums = new Float64Array(channels);
  for (let at = 0; at < values.length;) {
    for (let channel = 0; channel < channels; channel++) sums[channel]! += values[at++]!;
  }
  for (let channel = 0; channel < channels; channel++) sums[channel]! -= places * zeroPoint;
  return { sums, factor: scale / places };
}

/** Returns an embedding as callers get it: real numbers, rounded to float32. */
export function vectorOf({ sums, factor }: Embedding): Float32Array<ArrayBuffer> {
  return Float32Array.from(sums, (each) => each * factor);
}
