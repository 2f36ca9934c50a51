/** The classifier's scores for one dog, and the prediction that several of them make together. */
import type { Answer } from "@vizsla/runtime";
import { breedIdOf } from "../breeds/breedCatalogue";

/** The label of a dog of the user's own is this prefix and the dog's id. */
export const OWN_DOG_PREFIX = "mine:";

/** From this probability on there is a dog. */
export const DOG_THRESHOLD = 0.5;

/** The least score of the second of two breeds that are left. */
const LEAST_SECOND = 0.1;

/** The least share of the scores that is left to the breeds, above rounding errors. */
const LEAST_BREED_SHARE = 1e-9;

export interface ScoredBreed {
  /** The breed's WordNet id. */
  readonly id: string;
  /** 0 to 1. */
  readonly score: number;
}

/** A dog of the user's own that was recognised. */
export interface OwnDog {
  readonly id: string;
  /** 0 to 1. */
  readonly score: number;
  readonly sure: boolean;
}

/** The scores of one image of one dog. */
export interface Classification {
  /** The score of each breed by its WordNet id. */
  readonly breeds: ReadonlyMap<string, number>;
  /** The probability that there is a dog, of whatever breed. */
  readonly dog: number;
  readonly mine: OwnDog | null;
}

/** The app's answer about one dog. */
export interface Prediction {
  /** `either`: two breeds are left, the first two alternatives. */
  readonly kind: "dog" | "either" | "unsure" | "none";
  /** The best breed's WordNet id; only a guess where the kind is not `dog`. */
  readonly breed: string;
  /** The probability of that breed; for `none`, the probability that there is no dog. */
  readonly score: number;
  /** The best three breeds. */
  readonly alternatives: readonly ScoredBreed[];
  readonly mine: OwnDog | null;
}

/** Reads an Answer that lists every label. */
export function classificationOf(answer: Answer): Classification {
  // Taught dogs take a part of the scores. The breeds share the rest, which is scaled to 1 again:
  // a beagle stays a beagle when it is known by name.
  const taught = answer.alternatives
    .filter(({ id, answer: label }) => id === null && label.startsWith(OWN_DOG_PREFIX))
    .reduce((sum, { score }) => sum + score, 0);
  const rest = Math.max(1 - taught, LEAST_BREED_SHARE);
  const breeds = new Map<string, number>();
  let dog = 0;
  let mine: OwnDog | null = null;
  for (const { answer: label, id, score } of answer.alternatives) {
    if (id !== null) {
      const breed = breedIdOf(id); // two of the classifier's labels may be one breed
      breeds.set(breed, (breeds.get(breed) ?? 0) + score / rest);
      dog += score / rest;
    } else if (label.startsWith(OWN_DOG_PREFIX) && !mine && answer.answer === label) {
      mine = { id: label.slice(OWN_DOG_PREFIX.length), score, sure: answer.sure };
    }
  }
  return { breeds, dog: Math.min(dog, 1), mine };
}

/**
 * Makes one prediction from several classifications of the same dog: the mean of their scores.
 * Frames that follow one another err together, so a product would claim more than they know.
 * @param threshold - the score from which on the classifier is sure of a breed.
 */
export function combine(classifications: readonly Classification[], threshold: number): Prediction {
  const sums = new Map<string, number>();
  let dogSum = 0;
  for (const { breeds, dog } of classifications) {
    dogSum += dog;
    for (const [id, score] of breeds) sums.set(id, (sums.get(id) ?? 0) + score);
  }
  const count = Math.max(classifications.length, 1);
  const alternatives = [...sums]
    .map(([id, sum]) => ({ id, score: sum / count }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
  const best = alternatives[0] ?? { id: "", score: 0 };
  const mine = recognisedDog(classifications);
  const probability = dogSum / count;
  if (probability < DOG_THRESHOLD && !mine) {
    return { kind: "none", breed: best.id, score: 1 - probability, alternatives, mine: null };
  }
  const kind = best.score >= threshold ? "dog" : areTwoLeft(alternatives, threshold);
  return { kind, breed: best.id, score: best.score, alternatives, mine };
}

/** Tells whether the first two breeds have the score together that one of them lacks. */
function areTwoLeft(
  [best, second]: readonly ScoredBreed[],
  threshold: number,
): "either" | "unsure" {
  if (!best || !second || second.score < LEAST_SECOND) return "unsure";
  return best.score + second.score >= threshold ? "either" : "unsure";
}

/** Returns the user's own dog that most of the classifications are sure of. */
export function recognisedDog(classifications: readonly Classification[]): OwnDog | null {
  const dogs = new Map<string, { sum: number; sure: number }>();
  for (const { mine } of classifications) {
    if (!mine) continue;
    const { sum, sure } = dogs.get(mine.id) ?? { sum: 0, sure: 0 };
    dogs.set(mine.id, { sum: sum + mine.score, sure: sure + Number(mine.sure) });
  }
  const [best] = [...dogs].sort(([, a], [, b]) => b.sum - a.sum);
  if (!best || best[1].sure * 2 <= classifications.length) return null;
  return { id: best[0], score: best[1].sum / classifications.length, sure: true };
}
