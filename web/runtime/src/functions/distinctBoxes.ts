/** Keeps one box for each thing. */
import type { Box } from "../answer.js";
import { DETECTION } from "../contract.js";

const { animals: ANIMALS, same_animal: SAME_ANIMAL, inside: INSIDE } = DETECTION.judging;

/**
 * Returns the boxes without those that show a thing that an earlier box shows.
 *
 * Two boxes of one label show the same thing if one lies within the other: a head in its animal, a
 * row of chairs around one of them. Two boxes of animals do if they cover the same place, whatever
 * their labels.
 * @param boxes - the best first.
 * @param mayOverlap - whether a label's things do lie within each other: people in a crowd.
 */
export function distinctBoxes<B extends Box>(
  boxes: Iterable<B>,
  mayOverlap: (label: string) => boolean,
): B[] {
  const kept: B[] = [];
  for (const box of boxes) {
    if (!kept.some((other) => areSame(box, other, mayOverlap))) kept.push(box);
  }
  return kept;
}

function areSame(one: Box, other: Box, mayOverlap: (label: string) => boolean): boolean {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  const shared = Math.max(width, 0) * Math.max(height, 0);
  const areas = [one.width * one.height, other.width * other.height] as const;
  const mayBeOne = one.label === other.label && !mayOverlap(one.label);
  if (mayBeOne && shared > INSIDE * Math.min(...areas)) return true;
  return (
    Object.hasOwn(ANIMALS, one.label) &&
    Object.hasOwn(ANIMALS, other.label) &&
    shared > SAME_ANIMAL * (areas[0] + areas[1] - shared)
  );
}
