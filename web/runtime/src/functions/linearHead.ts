/** A linear head: from an embedding to probabilities, all in float64. */
import type { Head } from "../bundle/head.js";
import type { Embedding } from "../encoders/embedding.js";

export const LEAST_ODDS = -1000; // the exponential is 0

/**
 * Returns the softmax over the head's rows.
 * @param times - multiplies the outputs before the softmax; the temperature of a calibration takes
 * that back.
 */
export function probabilitiesOf(head: Head, embedding: Embedding, times = 1): Float64Array {
  const { rows } = head;
  const logits = logitsOf(head, embedding).map((each) => each * times);
  let most = -Infinity;
  for (const each of logits) if (each > most) most = each;
  if (most === -Infinity) return logits.fill(0); // features exclude all rows
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += logits[row] = Math.exp(logits[row]! - most);
  for (let row = 0; row < rows; row++) logits[row]! /= sum;
  return logits;
}

/** Returns the logarithm of the odds of one row against all others. */
export function logOddsOf(head: Head, embedding: Embedding, row: number): number {
  const logits = logitsOf(head, embedding);
  const own = logits[row]!;
  if (own === -Infinity) return LEAST_ODDS; // features exclude the label
  logits[row] = -Infinity;
  const most = logits.reduce((one, other) => Math.max(one, other), -Infinity);
  if (most === -Infinity) return own; // a head with one row
  return own - most - Math.log(logits.reduce((sum, each) => sum + Math.exp(each - most), 0));
}

/** Returns the head's outputs before any softmax. */
export function logitsOf(head: Head, { sums, factor, added }: Embedding): Float64Array {
  const { rows, channels, weights } = head;
  const logits = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    // With int8 weights these are whole numbers below 2^53: exact in any order.
    let product = 0;
    for (let channel = 0; channel < channels; channel++) product += weights[at++]! * sums[channel]!;
    logits[row] = product * (head.scale[row]! * factor) + head.bias[row]!;
    if (added) logits[row]! += added[row]!;
  }
  return logits;
}
