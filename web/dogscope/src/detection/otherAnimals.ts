/**
 * Animals that are no dogs, as the classifier of 1,000 labels and the detector name them; and the hot dog.
 *
 * `benchmarks/dogscope/finds.py` measures the names; docs/benchmarks/dogscope.md has the figures.
 */
import type { Answer, Box as DetectedBox } from "@vizsla/runtime";
import type { Box } from "../images/geometry";
import { ANIMALS, isAnimal, type Animal } from "../storage/animals";

/** From this score of the classifier on, an animal is named. */
export const ALONE = 0.6;
/** The detector's name counts from this score on, if the classifier's score for it is not below `SUPPORT`. */
export const DETECTED = 0.9;
export const SUPPORT = 0.04;
/** From this probability of a dog on, no other animal is named. */
export const PERHAPS_DOG = 0.1;

/** The classifier's kinds of each animal: all labels below them count. */
const KINDS: Readonly<Record<Animal, readonly string[]>> = {
  cat: ["domestic cat"],
  bird: ["bird", "game bird"], // in WordNet grouse and pheasants are game birds
  horse: ["horse"],
  fox: ["fox"],
  wolf: ["wolf"],
  hotdog: ["hotdog"],
};
/** WordNet has the coyote among the wolves; people have not. */
const COYOTE = "n02114855";

export type AnimalScores = Readonly<Record<Animal, number>>;

export interface OtherAnimal {
  readonly animal: Animal;
  readonly box: Box;
}

/** A part of an image that shows no dog. */
export interface DoglessPart {
  readonly box: Box;
  /** The probability that a dog is in it all the same, by the breeds' classifier. */
  readonly dog: number;
  /** The detector's answer; null where it has no box there. */
  readonly detected: Pick<DetectedBox, "label" | "score"> | null;
}

/** Returns the score of each animal, by an answer that lists every label. */
export function animalScoresOf({ alternatives }: Answer): AnimalScores {
  const scores = Object.fromEntries(ANIMALS.map((animal) => [animal, 0])) as Record<Animal, number>;
  for (const { id, path, score } of alternatives) {
    if (id === COYOTE) continue;
    const animal = ANIMALS.find((each) => KINDS[each].some((kind) => path.includes(kind)));
    if (animal) scores[animal] += score;
  }
  return scores;
}

/** Returns the likeliest animal. */
export function likeliestOf(scores: AnimalScores): Animal {
  return ANIMALS.reduce((best, each) => (scores[each] > scores[best] ? each : best));
}

/** Returns the animal of a part of an image; null where it can't be named. */
export function otherAnimalIn(
  { box, dog, detected }: DoglessPart,
  scores: AnimalScores,
): OtherAnimal | null {
  if (dog >= PERHAPS_DOG) return null;
  const likeliest = likeliestOf(scores);
  if (scores[likeliest] >= ALONE) return { animal: likeliest, box };
  if (!detected || !isAnimal(detected.label) || detected.score < DETECTED) return null;
  return scores[detected.label] >= SUPPORT ? { animal: detected.label, box } : null;
}
