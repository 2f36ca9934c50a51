/** Computes an input's novelty: how unlike it is to the training examples of its answer. */
import type { Prototypes } from "../bundle/prototypes.js";
import type { Embedding } from "../encoders/embedding.js";

/** A score beyond it makes up for no more distance. */
const MOST_SCORE = 1 - 1e-4;
/** The greatest cosine distance. */
const NOTHING_NEAR = 2;

/**
 * Returns the novelty of an input: the cosine distance to the nearest prototype of the answer's row,
 * in units of the distance that is usual there, less `scoreWeight` times the log-odds of the score.
 * @param row - the head's row of the answer.
 * @param score - the answer's score, 0 to 1.
 * @param scoreWeight - 0 or more.
 */
export function noveltyOf(
  prototypes: Prototypes,
  embedding: Embedding,
  row: number,
  score: number,
  scoreWeight: number,
): number {
  const distance = distanceTo(prototypes, embedding, row) / prototypes.usualDistances[row]!;
  if (scoreWeight === 0) return distance;
  const bounded = Math.min(Math.max(score, 1 - MOST_SCORE), MOST_SCORE);
  return distance - scoreWeight * Math.log(bounded / (1 - bounded));
}

/** Returns the cosine distance, 0 to 2, to the nearest prototype of a row; 1 for an empty embedding. */
function distanceTo(prototypes: Prototypes, { sums }: Embedding, row: number): number {
  const { lengths, starts, values } = prototypes;
  const end = starts === null ? prototypes.count : starts[row + 1]!;
  const start = starts === null ? 0 : starts[row]!;
  if (start === end) return NOTHING_NEAR;
  let square = 0;
  for (const each of sums) square += each * each;
  const length = Math.sqrt(square);
  if (length === 0) return 1;
  let nearest = -Infinity;
  for (let prototype = start, at = start * sums.length; prototype < end; prototype++) {
    // With int8 prototypes a whole number below 2^53: exact in any order.
    let product = 0;
    for (const each of sums) product += values[at++]! * each;
    nearest = Math.max(nearest, product / lengths[prototype]!);
  }
  return 1 - nearest / length;
}
