/**
 * The dogs of a picture: the detector proposes, the classifier decides.
 *
 * The detector alone misses a quarter of the dogs in close-ups and takes other animals for dogs; the
 * classifier tells them well, but does not say where they are. `benchmarks/web/dogs.py` measures the
 * pair.
 */
import type { Box as Found } from "@vizsla/runtime";
import type { Eyes } from "./models";
import { overlap, squareAround, type Box, type Size } from "../images/geometry";
import { IS_DOG, pooled, type Look, type Verdict } from "./classification";

/** What the classifier sees around a box, as a share of its longer side. */
export const MARGIN = 0.1;
/** Boxes that share more than that are of one animal. */
const SAME = 0.55;
/** A dog that holds a smaller one stands for both, from this share of the smaller one's score on. */
const HALF = 0.5;
/** Animals of one picture that are looked at; more would take long, and are small. */
const MOST = 8;

export interface Dog {
  readonly box: Box;
  readonly verdict: Verdict;
}

export interface Seen {
  readonly dogs: readonly Dog[];
  /** What is said of the whole picture where there is no dog in it. */
  readonly verdict: Verdict;
}

/** One box for each animal: the detector gives a dog that it is not sure of several names. */
export function animalsIn(boxes: readonly Found[]): Found[] {
  const kept: Found[] = [];
  const order = [...boxes].sort((a, b) => rank(b) - rank(a));
  for (const box of order) {
    // A head was ranked before the whole dog: the whole stands for both.
    const part =
      box.label !== "dog"
        ? -1
        : kept.findIndex(
            (other) =>
              other.label === "dog" && isInside(other, box) && box.score >= HALF * other.score,
          );
    if (part >= 0) kept[part] = box;
    else if (kept.every((other) => overlap(box, other) < SAME && !isInside(box, other))) {
      kept.push(box);
    }
  }
  return kept.slice(0, MOST);
}

/** A dog's box before others', then the higher score. */
function rank({ label, score }: Found): number {
  return score + Number(label === "dog");
}

/** Whether a box is a part of another of the same animal. */
function isInside(part: Box, whole: Box): boolean {
  const width = Math.min(part.x + part.width, whole.x + whole.width) - Math.max(part.x, whole.x);
  const height = Math.min(part.y + part.height, whole.y + whole.height) - Math.max(part.y, whole.y);
  return Math.max(width, 0) * Math.max(height, 0) > 0.85 * part.width * part.height;
}

/** Cuts a part out of a picture, for a function to look at. */
export async function cut(picture: ImageBitmap, box: Box): Promise<ImageBitmap> {
  return createImageBitmap(picture, box.x, box.y, box.width, box.height);
}

/** Finds the dogs of a picture, the largest first. */
export async function findDogs(picture: ImageBitmap, eyes: Eyes): Promise<Seen> {
  const dogs: Dog[] = [];
  const size: Size = picture;
  for (const animal of animalsIn(await eyes.animals(picture))) {
    const look = await lookAt(picture, squareAround(animal, MARGIN, size), eyes);
    if (look.dog >= IS_DOG || look.mine) {
      dogs.push({ box: animal, verdict: pooled([look], eyes.sure) });
    }
  }
  if (dogs.length > 0) {
    dogs.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
    return { dogs, verdict: dogs[0]!.verdict };
  }
  // A close-up has no outline for the detector; the classifier may know it all the same.
  let best: { look: Look; box: Box } | null = null;
  for (const box of [whole(size), ...squares(size)]) {
    const look = await lookAt(picture, box, eyes);
    if (!best || look.dog > best.look.dog) best = { look, box };
    if (look.dog >= IS_DOG) break;
  }
  const verdict = pooled([best!.look], eyes.sure);
  return { dogs: verdict.kind === "none" ? [] : [{ box: best!.box, verdict }], verdict };
}

async function lookAt(picture: ImageBitmap, box: Box, eyes: Eyes): Promise<Look> {
  const part = await cut(picture, box);
  try {
    return await eyes.look(part);
  } finally {
    part.close();
  }
}

function whole({ width, height }: Size): Box {
  return { x: 0, y: 0, width, height };
}

/** The squares at both ends of the longer side: the classifier sees the middle of a picture only. */
function squares({ width, height }: Size): Box[] {
  const side = Math.min(width, height);
  if (Math.max(width, height) < 1.2 * side) return [];
  return [
    { x: 0, y: 0, width: side, height: side },
    { x: width - side, y: height - side, width: side, height: side },
  ];
}
