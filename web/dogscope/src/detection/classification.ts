/** What the classifier says of one dog, or of several looks at it. */
import type { Answer } from "@vizsla/runtime";

/** The labels that a user taught are the dogs' keys behind this. */
export const MINE = "mine:";

export interface Scored {
  /** A breed's WordNet id, or `mine:` and the key of a dog of the user's own. */
  readonly id: string;
  /** 0 to 1. */
  readonly score: number;
}

/** One look at a dog: how likely everything is. */
export interface Look {
  /** The score of each breed by its WordNet id. */
  readonly breeds: ReadonlyMap<string, number>;
  /** How likely it is that a dog is there, of whatever breed. */
  readonly dog: number;
  /** Which of the user's own dogs it is, where one was recognised. */
  readonly mine: { readonly id: string; readonly score: number; readonly sure: boolean } | null;
}

/** What is said of a dog in the end. */
export interface Verdict {
  readonly kind: "dog" | "unsure" | "none";
  /** The best breed's WordNet id; it is a guess where the kind is not `dog`. */
  readonly breed: string;
  /** How likely that breed is. For `none`, how likely it is that there is no dog. */
  readonly score: number;
  /** The best three. */
  readonly alternatives: readonly Scored[];
  /** One of the user's own dogs. */
  readonly mine: { readonly id: string; readonly score: number; readonly sure: boolean } | null;
}

/** From this chance on a dog is there. */
export const IS_DOG = 0.5;

/** The share of the scores that the breeds have at least, to be told from rounding. */
const LEAST_LEFT = 1e-9;

/** Reads an Answer that gives every label's score. */
export function lookOf(answer: Answer): Look {
  // Dogs of one's own take their part of the scores: what is left of it is all that the breeds
  // have, and it is whole again without them. Whoever knows Rex still knows that he is a beagle.
  const taught = answer.alternatives
    .filter(({ id, answer: label }) => id === null && label.startsWith(MINE))
    .reduce((sum, { score }) => sum + score, 0);
  const left = Math.max(1 - taught, LEAST_LEFT);
  const breeds = new Map<string, number>();
  let dog = 0;
  let mine: Look["mine"] = null;
  for (const { answer: label, id, score } of answer.alternatives) {
    if (id !== null) {
      breeds.set(id, score / left);
      dog += score / left;
    } else if (label.startsWith(MINE) && !mine && answer.answer === label) {
      mine = { id: label.slice(MINE.length), score, sure: answer.sure };
    }
  }
  return { breeds, dog: Math.min(dog, 1), mine };
}

/**
 * One verdict from several looks at the same dog: the mean of their scores. Looks that follow one
 * another err together, so a product would claim more than they know.
 * @param sure - the score from which on the classifier is sure.
 */
export function pooled(looks: readonly Look[], sure: number): Verdict {
  const sums = new Map<string, number>();
  const mine = new Map<string, { sum: number; sure: number }>();
  let dog = 0;
  for (const look of looks) {
    dog += look.dog;
    for (const [id, score] of look.breeds) sums.set(id, (sums.get(id) ?? 0) + score);
    if (look.mine) {
      const held = mine.get(look.mine.id) ?? { sum: 0, sure: 0 };
      mine.set(look.mine.id, {
        sum: held.sum + look.mine.score,
        sure: held.sure + Number(look.mine.sure),
      });
    }
  }
  const count = Math.max(looks.length, 1);
  const alternatives = [...sums]
    .map(([id, sum]) => ({ id, score: sum / count }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
  const best = alternatives[0] ?? { id: "", score: 0 };
  const own = [...mine].sort(([, a], [, b]) => b.sum - a.sum)[0];
  // A dog of one's own is greeted where most looks saw it.
  const known =
    own && own[1].sure * 2 > looks.length
      ? { id: own[0], score: own[1].sum / count, sure: true }
      : null;
  const chance = dog / count;
  if (chance < IS_DOG && !known) {
    return { kind: "none", breed: best.id, score: 1 - chance, alternatives, mine: null };
  }
  const kind = best.score >= sure ? "dog" : "unsure";
  return { kind, breed: best.id, score: best.score, alternatives, mine: known };
}
