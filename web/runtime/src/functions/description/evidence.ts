/** Weighs what both models say of a box: how likely the thing that the detector names is there. */

/** The highest score of a thing: no two models are right always. */
export const MOST = 0.98;

/**
 * The weights of one kind of thing: a linear score, clipped to 0 and `MOST`. They were fitted to boxes of
 * strange photographs whose things are known. A linear score needs no `exp`, so it is the same in every
 * runtime.
 */
export interface EvidenceWeights {
  /** The score without any evidence. */
  readonly base: number;
  /** The weight of the detector's score. */
  readonly box: number;
  /** The weight of the classifier's probability of such a thing, in the box or the image. */
  readonly kind: number;
  /** The weight of the classifier's probability of the likeliest rival. */
  readonly other: number;
  /** The weight of the part of the image that the box covers. */
  readonly area: number;
  /** The least score with which the detector's name is kept. */
  readonly claim: number;
  /** The WordNet ids of the classes that speak against the thing. */
  readonly rivals: readonly string[];
  /** Those of its rivals that don't: they are often seen in the same box. */
  readonly neighbours: readonly string[];
}

/** Returns the probability of the thing, 0 to `MOST`. */
export function weigh(
  weights: EvidenceWeights,
  box: number,
  kind: number,
  other: number,
  area: number,
): number {
  const total = weights.base + weights.box * box + weights.kind * kind + weights.other * other;
  return Math.min(MOST, Math.max(0, total + weights.area * area));
}
