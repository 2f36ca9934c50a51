/**
 * How alike pictures are: the correlation of their embeddings over the channels, which is the
 * cosine after each embedding's own mean is taken off. It needs no statistics of other pictures,
 * and no head: of the embeddings as they are, projected on the head's rows, or of their square
 * roots none told new kinds of photographs from old ones better.
 */

/** An embedding with mean 0 and length 1; all zeros where its channels do not differ. */
export function standardised(sums: Float64Array): Float64Array {
  let total = 0;
  for (const each of sums) total += each;
  const mean = total / sums.length;
  return unit(sums.map((each) => each - mean));
}

/** A vector of length 1 in the same direction; all zeros where there is none. */
export function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((each) => each / length) : new Float64Array(vector.length);
}

/** The mean of at least one vector. */
export function meanOf(vectors: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]!.length);
  for (const vector of vectors) {
    for (let at = 0; at < mean.length; at++) mean[at]! += vector[at]!;
  }
  return mean.map((each) => each / vectors.length);
}

/** The sum of the products. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
