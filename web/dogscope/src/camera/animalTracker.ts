/** Following the animals between detections, with the classifier's scores of each. */
import { DOG_THRESHOLD, type Classification } from "../detection/dogPrediction";
import { overlap, shareWithin, type Box } from "../images/geometry";
import { DogLooks } from "./dogLooks";

/** Boxes that overlap by at least this are of the same animal. */
const SAME_ANIMAL = 0.25;
/** Boxes that overlap by less than this, or with two animals, may have changed hands. */
const STEADY = 0.5;
/** The share of a box that lies within another one when both are of the same animal. */
const PART_OF_ANIMAL = 0.6;
/** Animals that were detected at once so often are two, however close they are. */
const SEEN_APART = 3;
/** Detections after which one that lies mostly within another is shown: it may be a part of it. */
const SHOWN_WITHIN_AFTER = 5;
/** Detections after which one that was not classified yet is shown: a single one may be an error. */
const BELIEVED_AFTER = 2;
/** The weight of a detection's position; the rest is the expected position's. */
const DETECTION_WEIGHT = 0.6;
/** Milliseconds after which an animal is gone, and the detections that must have missed it. */
const GONE = 900;
const MISSES = 2;
/** Milliseconds after which one is gone that fewer missed: slow phones look once a second. */
const OUT_OF_DATE = 3000;
/** Milliseconds in which an animal's speed decays between detections. */
const COASTING = 300;
/** A detected animal. */
export type DetectedAnimal = Box & { readonly score: number; readonly label: string };

/** The camera's motion so far, in pixels of the video. */
export interface Motion {
  readonly x: number;
  readonly y: number;
}

/** An animal that is followed. */
export interface Track {
  readonly id: number;
  readonly box: Box;
  /** The classifier's probability that it is a dog; null before the first classification. */
  readonly dog: number | null;
  /** Whether it counts as a dog. */
  readonly isDog: boolean;
  /** The last looks at it, which name its breed. */
  readonly looks: DogLooks;
  /** The time in milliseconds of the last frame that was looked at; -Infinity before. */
  readonly lookedAt: number;
}

interface TrackedAnimal {
  id: number;
  /** Centre and size, in pixels of the video. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** The centre's speed in pixels per millisecond, without the camera's motion. */
  vx: number;
  vy: number;
  /** How often it was detected together with each other animal that touches it, by their ids. */
  readonly together: Map<number, number>;
  /** The time of the last detection, and the number of detections. */
  detectedAt: number;
  detections: number;
  /** The number of latest detections that missed it. */
  misses: number;
  /** Detections after which it is shown. */
  readonly shownAfter: number;
  dog: number | null;
  readonly looks: DogLooks;
  lookedAt: number;
  /** The detector's score for `dog`, smoothed. */
  detectorScore: number;
}

export class AnimalTracker {
  #animals: TrackedAnimal[] = [];
  #nextId = 1;
  #moved: Motion = { x: 0, y: 0 };

  /** @param threshold - the score from which on the classifier is sure of a breed. */
  constructor(private readonly threshold: number) {}

  /** Moves all animals with the image, when the camera has moved. */
  shift(x: number, y: number): void {
    this.#moved = { x: this.#moved.x + x, y: this.#moved.y + y };
    for (const animal of this.#animals) {
      animal.x += x;
      animal.y += y;
    }
  }

  /** The camera's motion so far: `update` needs its value at the time of the detected frame. */
  get moved(): Motion {
    return this.#moved;
  }

  /**
   * Matches the detections of a frame with the animals.
   * @param at - the frame's time in milliseconds.
   * @param moved - the value of `moved` at that time.
   */
  update(boxes: readonly DetectedAnimal[], at: number, moved: Motion = this.#moved): void {
    this.#animals = this.#animals.filter((animal) => !isGone(animal, at));
    const [dx, dy] = [this.#moved.x - moved.x, this.#moved.y - moved.y];
    const unmatched = new Set(this.#animals);
    const pairs = boxes
      .flatMap((box) =>
        this.#animals.map((animal) => ({ box, animal, overlap: overlapWith(animal, box, dx, dy) })),
      )
      .filter((pair) => pair.overlap >= SAME_ANIMAL)
      .sort((a, b) => b.overlap - a.overlap);
    const fresh = new Set(boxes);
    for (const pair of pairs) {
      const { box, animal } = pair;
      if (!unmatched.has(animal) || !fresh.has(box)) continue;
      unmatched.delete(animal);
      fresh.delete(box);
      const rivals = pairs.filter((each) => (each.box === box) !== (each.animal === animal));
      if (pair.overlap < STEADY || rivals.length > 0) animal.looks.doubt(at);
      this.#follow(animal, box, at, dx, dy);
    }
    for (const box of fresh) {
      // A head, where the whole dog was detected before, or the other way round.
      const animal = [...unmatched].find((each) => isPartOf(each, box, dx, dy));
      if (animal) {
        unmatched.delete(animal);
        animal.looks.doubt(at);
        this.#follow(animal, box, at, dx, dy);
      } else this.#add(box, at, dx, dy);
    }
    for (const animal of unmatched) {
      animal.misses++;
      animal.looks.doubt(at);
    }
    this.#animals = this.#animals.filter((animal) => !isGone(animal, at));
    this.#merge(unmatched);
  }

  /** Drops the animals that were not detected, and are no other than one that was. */
  #merge(missed: ReadonlySet<TrackedAnimal>): void {
    const found = this.#animals.filter((animal) => !missed.has(animal));
    for (const one of found) {
      for (const other of found) {
        if (one !== other && touches(one, other)) {
          one.together.set(other.id, (one.together.get(other.id) ?? 0) + 1);
        }
      }
    }
    const isTwin = (animal: TrackedAnimal): boolean =>
      found.some(
        (other) => touches(animal, other) && (animal.together.get(other.id) ?? 0) < SEEN_APART,
      );
    this.#animals = this.#animals.filter((animal) => !missed.has(animal) || !isTwin(animal));
  }

  #add(box: DetectedAnimal, at: number, dx: number, dy: number): void {
    const [x, y] = centre(box, dx, dy);
    const { width, height } = box;
    const isWithin = this.#animals.some((each) => isPartOf(each, box, dx, dy));
    const shownAfter = isWithin ? SHOWN_WITHIN_AFTER : 1;
    this.#animals.push({
      ...{ id: this.#nextId++, x, y, width, height, vx: 0, vy: 0 },
      ...{ detectedAt: at, detections: 1, misses: 0, dog: null, lookedAt: -Infinity },
      ...{
        detectorScore: dogScore(box),
        together: new Map(),
        shownAfter,
        looks: new DogLooks(this.threshold),
      },
    });
  }

  #follow(animal: TrackedAnimal, box: DetectedAnimal, at: number, dx: number, dy: number): void {
    const elapsed = Math.max(at - animal.detectedAt, 1);
    const [x, y] = centre(box, dx, dy);
    const [wasX, wasY] = [animal.x, animal.y];
    const expected = positionAt(animal, at);
    animal.x = expected.x + DETECTION_WEIGHT * (x - expected.x);
    animal.y = expected.y + DETECTION_WEIGHT * (y - expected.y);
    animal.width += DETECTION_WEIGHT * (box.width - animal.width);
    animal.height += DETECTION_WEIGHT * (box.height - animal.height);
    if (elapsed < 3 * COASTING) {
      animal.vx += 0.4 * ((animal.x - wasX) / elapsed - animal.vx);
      animal.vy += 0.4 * ((animal.y - wasY) / elapsed - animal.vy);
    }
    animal.detectedAt = at;
    animal.misses = 0;
    animal.detections++;
    animal.detectorScore = 0.6 * animal.detectorScore + 0.4 * dogScore(box);
  }

  /**
   * Takes in a look at an animal.
   * @param at - the time in milliseconds of the frame that was looked at.
   */
  classified(id: number, look: Classification, at: number): void {
    const animal = this.#animals.find((each) => each.id === id);
    if (!animal) return;
    animal.dog = animal.dog === null ? look.dog : 0.4 * animal.dog + 0.6 * look.dog;
    animal.lookedAt = at;
    animal.looks.add(look, at);
  }

  /** Returns all animals with their positions at a time, dogs or not. */
  tracks(at: number): Track[] {
    return this.#animals
      .filter((animal) => !isGone(animal, at))
      .map((animal) => ({
        id: animal.id,
        box: positionAt(animal, at).box,
        dog: animal.dog,
        isDog: isDog(animal),
        looks: animal.looks,
        lookedAt: animal.lookedAt,
      }));
  }

  /** Adds a dog that was classified but not detected: its face fills the image. */
  addCloseUp(box: Box, look: Classification, at: number): void {
    this.update([{ ...box, score: look.dog, label: "dog" }], at);
    const animal = this.#animals.find((each) => each.detectedAt === at);
    if (!animal) return;
    animal.detections = Math.max(animal.detections, animal.shownAfter);
    this.classified(animal.id, look, at);
  }

  clear(): void {
    this.#animals = [];
  }
}

/** Returns whether an animal was not detected for too long. */
function isGone({ detectedAt, misses }: TrackedAnimal, at: number): boolean {
  return at - detectedAt >= (misses >= MISSES ? GONE : OUT_OF_DATE);
}

/** Extrapolates an animal's position: it goes on as it went, ever slower. */
function positionAt(animal: TrackedAnimal, at: number): { x: number; y: number; box: Box } {
  const elapsed = Math.max(at - animal.detectedAt, 0);
  const coasted = COASTING * (1 - Math.exp(-elapsed / COASTING));
  const x = animal.x + animal.vx * coasted;
  const y = animal.y + animal.vy * coasted;
  const { width, height } = animal;
  return { x, y, box: { x: x - width / 2, y: y - height / 2, width, height } };
}

function isDog({ dog, detectorScore, detections, shownAfter }: TrackedAnimal): boolean {
  if (detections < shownAfter) return false;
  if (dog !== null) return dog >= DOG_THRESHOLD;
  // Before the first classification, a detector that is quite sure is believed.
  return detectorScore >= 0.5 && detections >= BELIEVED_AFTER;
}

function dogScore({ label, score }: DetectedAnimal): number {
  return label === "dog" ? score : 0;
}

function centre(box: Box, dx: number, dy: number): [number, number] {
  return [box.x + box.width / 2 + dx, box.y + box.height / 2 + dy];
}

function boxOf({ x, y, width, height }: TrackedAnimal): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** Tells whether one of two boxes lies mostly within the other. */
function isMostlyWithin(a: Box, b: Box): boolean {
  return Math.max(shareWithin(a, b), shareWithin(b, a)) >= PART_OF_ANIMAL;
}

function touches(one: TrackedAnimal, other: TrackedAnimal): boolean {
  return isMostlyWithin(boxOf(one), boxOf(other));
}

function isPartOf(animal: TrackedAnimal, box: DetectedAnimal, dx: number, dy: number): boolean {
  return isMostlyWithin({ ...box, x: box.x + dx, y: box.y + dy }, boxOf(animal));
}

function overlapWith(animal: TrackedAnimal, box: Box, dx: number, dy: number): number {
  return overlap({ ...box, x: box.x + dx, y: box.y + dy }, boxOf(animal));
}
