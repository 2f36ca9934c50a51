/**
 * The similarity of two inputs: the correlation of their embeddings over the channels, which is the
 * cosine after each embedding's own mean is subtracted. It needs no statistics of other inputs, and no
 * head: neither the plain embeddings, nor their projection on the head's rows, nor their square roots
 * separated new kinds of photographs from known ones better.
 */

/** Returns an embedding with mean 0 and length 1; all zeros where its channels do not differ. */
export function standardise(sums: Float64Array): Float64Array {
  let total = 0;
  for (const each of sums) total += each;
  const mean = total / sums.length;
  return unit(sums.map((each) => each - mean));
}

/** Returns a vector of length 1 in the same direction; all zeros where there is none. */
export function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((each) => each / length) : new Float64Array(vector.length);
}

/** Returns the mean of at least one vector. */
export function meanOf(vectors: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]!.length);
  for (const vector of vectors) {
    for (let at = 0; at < mean.length; at++) mean[at]! += vector[at]!;
  }
  return mean.map((each) => each / vectors.length);
}

/** Returns the sum of the products. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
