/** Computes an answer's presence: how likely an input shows what the answer names at all. */
import type { Head } from "../bundle/head.js";
import type { Embedding } from "../encoders/embedding.js";

/**
 * Returns the presence, 0 to 1, of a row's label; 1 for a head that does not know it.
 * @param row - the head's row of the likeliest label.
 */
export function presenceOf(head: Head, embedding: Embedding, row: number): number {
  const { presence } = head;
  if (presence === null) return 1;
  const line = presence[2 * row]! + presence[2 * row + 1]! * cosineOf(head, embedding, row);
  return 1 / (1 + Math.exp(-line));
}

/** Returns the cosine of an embedding and a row's weights; 0 where one is all zero. */
function cosineOf({ channels, weights }: Head, { sums }: Embedding, row: number): number {
  // With int8 weights these are whole numbers below 2^53: exact in any order.
  let product = 0;
  let ofSums = 0;
  let ofWeights = 0;
  for (let channel = 0, at = row * channels; channel < channels; channel++, at++) {
    product += weights[at]! * sums[channel]!;
    ofSums += sums[channel]! * sums[channel]!;
    ofWeights += weights[at]! * weights[at]!;
  }
  const lengths = Math.sqrt(ofSums) * Math.sqrt(ofWeights);
  return lengths === 0 ? 0 : product / lengths;
}
