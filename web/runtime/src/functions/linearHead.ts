/** A linear head: from an embedding to probabilities, all in float64. Twin of `linear.py`. */
import type { Head } from "../bundle/head.js";
import type { Embedding } from "../encoders/embedding.js";

/** The softmax over the head's rows. */
export function probabilities(head: Head, { sums, factor }: Embedding): Float64Array {
  const { rows, channels, weights } = head;
  const logits = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    // With int8 weights these are whole numbers below 2^53: exact in any order.
    let product = 0;
    for (let channel = 0; channel < channels; channel++) product += weights[at++]! * sums[channel]!;
    logits[row] = product * (head.scale[row]! * factor) + head.bias[row]!;
  }
  let most = -Infinity;
  for (const each of logits) if (each > most) most = each;
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += logits[row] = Math.exp(logits[row]! - most);
  for (let row = 0; row < rows; row++) logits[row]! /= sum;
  return logits;
}

/** The cosine distance, 0 to 2, to the nearest of the head's centres; 1 for an empty embedding. */
export function distance(centres: NonNullable<Head["centres"]>, { sums }: Embedding): number {
  let square = 0;
  for (const each of sums) square += each * each;
  const length = Math.sqrt(square);
  if (length === 0) return 1;
  let nearest = -Infinity;
  for (let centre = 0, at = 0; centre < centres.count; centre++) {
    let product = 0;
    for (const each of sums) product += centres.values[at++]! * each;
    if (product > nearest) nearest = product;
  }
  return 1 - nearest / length;
}
