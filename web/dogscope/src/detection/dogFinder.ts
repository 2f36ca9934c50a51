/**
 * Finding the dogs of an image: the detector proposes, the classifier decides.
 *
 * The detector alone misses a quarter of the dogs in close-ups and takes other animals for dogs; the
 * classifier tells them apart well, but does not say where they are. `benchmarks/dogscope/seeing.py`
 * measures the pair.
 */
import type { Box as DetectedBox } from "@vizsla/runtime";
import {
  crop,
  overlap,
  shareWithin,
  squareAround,
  wholeOf,
  type Box,
  type Size,
} from "../images/geometry";
import { combine, DOG_THRESHOLD, type Classification, type Prediction } from "./dogPrediction";
import type { BreedClassifier, Models } from "./dogModels";
import { otherAnimalIn, PERHAPS_DOG, type DoglessPart, type OtherAnimal } from "./otherAnimals";

/** The margin around a box in the classifier's view, as a share of the longer side. */
export const MARGIN = 0.1;
/** The margin of a second look, where the first one leaves several breeds. */
export const WIDE_MARGIN = 0.25;
/** Boxes that overlap by more than this are one animal. */
const SAME_ANIMAL = 0.55;
/** A dog's box replaces a smaller one within it, from this share of the smaller one's score on. */
const WHOLE_DOG = 0.5;
/** The share of a box that lies within another one when it is a part of it. */
const INSIDE = 0.85;
/** The same for a doubtful box: its score is below this share of the other one's. */
const DOUBTFUL = 0.5;
const MOSTLY_INSIDE = 0.7;
/** The same for a doubtful animal of another label: a leg or a tail. */
const TOUCHING = 0.35;
/** Animals to classify in one image; more would take long, and are small. */
const MOST_ANIMALS = 8;

export interface DetectedDog {
  readonly box: Box;
  readonly prediction: Prediction;
}

export interface DetectedDogs {
  /** The largest first. */
  readonly dogs: readonly DetectedDog[];
  /** The prediction for the largest dog; for the whole image where there is no dog. */
  readonly prediction: Prediction;
  /** The largest other animal that can be named, where there is no dog; else null. */
  readonly other: OtherAnimal | null;
}

/** Keeps one box for each animal: a doubtful dog is detected under several labels. */
export function distinctAnimals(boxes: readonly DetectedBox[]): DetectedBox[] {
  const kept: DetectedBox[] = [];
  for (const box of [...boxes].sort((a, b) => rank(b) - rank(a))) {
    // A head may have ranked before its whole dog, which then replaces it.
    const head = box.label === "dog" ? kept.findIndex((other) => isHeadOf(other, box)) : -1;
    if (head >= 0) kept[head] = box;
    else if (!kept.some((other) => isSameAnimal(box, other))) {
      kept.push(box);
    }
  }
  return kept.slice(0, MOST_ANIMALS);
}

/** Ranks dogs before other animals, then the higher score first. */
function rank({ label, score }: DetectedBox): number {
  return score + Number(label === "dog");
}

function isHeadOf(part: DetectedBox, whole: DetectedBox): boolean {
  return (
    part.label === "dog" &&
    shareWithin(part, whole) > INSIDE &&
    whole.score >= WHOLE_DOG * part.score
  );
}

/** Tells whether a box is a part of a dog that was detected better, or is around that dog. */
function isSameAnimal(box: DetectedBox, kept: DetectedBox): boolean {
  if (overlap(box, kept) >= SAME_ANIMAL || shareWithin(box, kept) > INSIDE) return true;
  if (kept.label !== "dog") return false;
  const least = box.label === "dog" ? MOSTLY_INSIDE : TOUCHING;
  if (box.score < DOUBTFUL * kept.score && shareWithin(box, kept) > least) return true;
  return box.label !== "dog" && shareWithin(kept, box) > INSIDE; // all of the dog once more
}

/** Finds the dogs of an image. */
export async function findDogs(image: ImageBitmap, models: Models): Promise<DetectedDogs> {
  const dogs: DetectedDog[] = [];
  const dogless: DoglessPart[] = [];
  for (const animal of distinctAnimals(await models.detectAnimals(image))) {
    const prediction = await predictBreed(image, animal, models);
    if (prediction.kind !== "none") dogs.push({ box: animal, prediction });
    else dogless.push({ box: animal, dog: 1 - prediction.score, detected: animal });
  }
  if (dogs.length > 0) {
    dogs.sort(largestFirst);
    return { dogs, prediction: dogs[0]!.prediction, other: null };
  }
  const { looks, ...closeUp } = await findCloseUp(image, models);
  if (closeUp.dogs.length > 0) return { ...closeUp, other: null };
  const other =
    (await nameLargest(image, dogless.sort(largestFirst), models)) ??
    (await nameLargest(image, looks, models));
  return { ...closeUp, other };
}

/** Names the animal of the first part that has one with a name; null where none has. */
async function nameLargest(
  image: ImageBitmap,
  parts: readonly DoglessPart[],
  models: Models,
): Promise<OtherAnimal | null> {
  for (const part of parts) {
    if (part.dog >= PERHAPS_DOG) continue;
    const seen = part.detected ? squareAround(part.box, MARGIN, image) : part.box;
    const scores = await lookAt(image, seen, (source) => models.scoreAnimals(source));
    const other = scores && otherAnimalIn(part, scores);
    if (other) return other;
  }
  return null;
}

function largestFirst(a: { readonly box: Box }, b: { readonly box: Box }): number {
  return b.box.width * b.box.height - a.box.width * a.box.height;
}

/** Predicts the breed of an animal; where one look leaves several breeds, it looks once more. */
export async function predictBreed(
  image: ImageBitmap,
  animal: Box,
  models: BreedClassifier,
): Promise<Prediction> {
  const look = (margin: number): Promise<Classification> =>
    classifyPart(image, squareAround(animal, margin, image), models);
  const first = await look(MARGIN);
  const prediction = combine([first], models.threshold);
  if (!isDoubtful(prediction)) return prediction;
  const second = combine([first, await look(WIDE_MARGIN)], models.threshold);
  return second.kind === "none" ? prediction : second;
}

/** Returns whether there is a dog whose breed another look may tell. */
export function isDoubtful({ kind, mine }: Prediction): boolean {
  return (kind === "unsure" || kind === "either") && mine === null;
}

/** Finds a dog that fills the image: it has no outline to detect, but can be classified. */
async function findCloseUp(
  image: ImageBitmap,
  models: Models,
): Promise<Omit<DetectedDogs, "other"> & { readonly looks: readonly DoglessPart[] }> {
  let best: { classification: Classification; box: Box } | null = null;
  const looks: DoglessPart[] = [];
  for (const box of [wholeOf(image), ...squaresAtBothEnds(image)]) {
    const classification = await classifyPart(image, box, models);
    if (!best || classification.dog > best.classification.dog) best = { classification, box };
    looks.push({ box, dog: classification.dog, detected: null });
    if (classification.dog >= DOG_THRESHOLD) break;
  }
  const prediction = combine([best!.classification], models.threshold);
  return {
    dogs: prediction.kind === "none" ? [] : [{ box: best!.box, prediction }],
    prediction,
    looks,
  };
}

function classifyPart(
  image: ImageBitmap,
  box: Box,
  models: BreedClassifier,
): Promise<Classification> {
  return lookAt(image, box, (part) => models.classify(part));
}

async function lookAt<Seen>(
  image: ImageBitmap,
  box: Box,
  see: (part: ImageBitmap) => Promise<Seen>,
): Promise<Seen> {
  const part = await crop(image, box);
  try {
    return await see(part);
  } finally {
    part.close();
  }
}

/** Returns the squares at the ends of an oblong image: the classifier sees only its middle. */
function squaresAtBothEnds({ width, height }: Size): Box[] {
  const side = Math.min(width, height);
  if (Math.max(width, height) < 1.2 * side) return [];
  return [
    { x: 0, y: 0, width: side, height: side },
    { x: width - side, y: height - side, width: side, height: side },
  ];
}
