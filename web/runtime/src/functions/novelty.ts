/** Decides whether an input is novel, that is unlike the training examples. */
import type { Prototypes } from "../bundle/head.js";
import type { Embedding } from "../encoders/embedding.js";

/** Whether an embedding is further from every prototype than the limit, a cosine distance. */
export function isNovel(embedding: Embedding, prototypes: Prototypes, limit: number): boolean {
  return distanceToNearest(prototypes, embedding) > limit;
}

/** Returns the cosine distance, 0 to 2, to the nearest prototype; 1 for an empty embedding. */
function distanceToNearest(prototypes: Prototypes, { sums }: Embedding): number {
  let square = 0;
  for (const each of sums) square += each * each;
  const length = Math.sqrt(square);
  if (length === 0) return 1;
  let nearest = -Infinity;
  for (let prototype = 0, at = 0; prototype < prototypes.count; prototype++) {
    let product = 0;
    for (const each of sums) product += prototypes.values[at++]! * each;
    if (product > nearest) nearest = product;
  }
  return 1 - nearest / length;
}
