/** Looks at dogs, as the classifier's scores. */
import type { Classification, OwnDog } from "../../src/detection/dogPrediction";

export const THRESHOLD = 0.75;

/** @param mine - the dog of the user's own that the classifier is sure of. */
export function look(breeds: Record<string, number>, mine: string | null = null): Classification {
  const dog = Object.values(breeds).reduce((sum, score) => sum + score, 0);
  const own: OwnDog | null = mine === null ? null : { id: mine, score: 0.9, sure: true };
  return { breeds: new Map(Object.entries(breeds)), dog, mine: own };
}
