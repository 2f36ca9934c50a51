/** What decoders share: the scores that clear a threshold, and each thing's best box. */
import { DETECTION } from "../contract.js";
import type { Output } from "../engine/sharedGraph.js";
import type { FittedImage } from "../modalities/image/fitToSquare.js";
import type { Grid } from "../modalities/image/heatMap.js";
import type { DecodedBox } from "./boxDecoder.js";

const {
  most_boxes: MOST_BOXES, // in an answer
  most_candidates: MOST_CANDIDATES, // of each grid, the best
  least_score: LEAST_SCORE, // a threshold of 0 has no logit
} = DETECTION;

/** A box before suppression, in the square's pixels. */
export interface Candidate {
  readonly label: number;
  readonly score: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Returns the places in an output of logits whose score clears a threshold. */
export function placesOf(logits: Output, threshold: number): number[] {
  const { values, scale, zeroPoint } = logits;
  const share = Math.min(Math.max(threshold, LEAST_SCORE), 1 - LEAST_SCORE);
  // Compared as integers, so that the few scores that count are all that is computed.
  const least = Math.ceil(Math.log(share / (1 - share)) / scale + zeroPoint);
  const places: number[] = [];
  for (let at = 0; at < values.length; at++) if (values[at]! >= least) places.push(at);
  if (places.length <= MOST_CANDIDATES) return places;
  places.sort((one, other) => values[other]! - values[one]!);
  return places.slice(0, MOST_CANDIDATES);
}

/** Returns the score that an integer of an output stands for, 0 to 1. */
export function scoreOf({ scale, zeroPoint }: Output, integer: number): number {
  return 1 / (1 + Math.exp(-((integer - zeroPoint) * scale)));
}

/** Returns the highest score in some outputs of logits, 0 to 1. */
export function bestScoreOf(outputs: readonly Output[]): number {
  return Math.max(
    ...outputs.map((each) => {
      let most = -Infinity;
      for (const integer of each.values) if (integer > most) most = integer;
      return scoreOf(each, most);
    }),
  );
}

/** Returns the finest of some square grids of one image, in each cell the best of all of them. */
export function finestGrid(grids: readonly Grid[]): Grid {
  const cells = Math.max(...grids.map(({ rows }) => rows));
  const values = new Float64Array(cells * cells);
  for (const grid of grids) {
    // The cell of a coarser grid in which the middle of a finest cell lies.
    const across = (finest: number): number =>
      Math.floor(((2 * finest + 1) * grid.rows) / (2 * cells));
    for (let at = 0; at < values.length; at++) {
      const cell = across(Math.floor(at / cells)) * grid.columns + across(at % cells);
      values[at] = Math.max(values[at]!, grid.values[cell]!);
    }
  }
  return { rows: cells, columns: cells, values };
}

/**
 * Returns the boxes in the image's own pixels, the best first, each thing once.
 * @param overlap - two boxes of a class that share more than this, over their union, are one.
 */
export function bestBoxes(
  candidates: readonly Candidate[],
  fitted: FittedImage,
  image: { width: number; height: number },
  overlap: number,
): DecodedBox[] {
  for (const each of candidates) {
    each.left = clip((each.left - fitted.dx) / fitted.scaleX, image.width);
    each.top = clip((each.top - fitted.dy) / fitted.scaleY, image.height);
    each.right = clip((each.right - fitted.dx) / fitted.scaleX, image.width);
    each.bottom = clip((each.bottom - fitted.dy) / fitted.scaleY, image.height);
  }
  // A box that lies wholly in the margin around the image is nothing in it.
  const inside = candidates.filter((each) => each.right > each.left && each.bottom > each.top);
  // The best first; of equals the lower class, then the cell that comes first.
  inside.sort((one, other) => other.score - one.score || one.label - other.label);
  return suppressOverlaps(inside, overlap).map(({ label, score, left, top, right, bottom }) => ({
    label,
    score,
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
  }));
}

/** Returns the first boxes without those that overlap a better one of their class. */
function suppressOverlaps(candidates: readonly Candidate[], overlap: number): Candidate[] {
  const found: Candidate[] = [];
  for (const each of candidates) {
    if (found.length === MOST_BOXES) break;
    if (!found.some((known) => known.label === each.label && doOverlap(known, each, overlap))) {
      found.push(each);
    }
  }
  return found;
}

function doOverlap(one: Candidate, other: Candidate, overlap: number): boolean {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const shared = Math.max(width, 0) * Math.max(height, 0);
  // Not divided: a box of no area shares nothing with any.
  return shared > overlap * (area(other) + area(one) - shared);
}

function area({ left, top, right, bottom }: Candidate): number {
  return (right - left) * (bottom - top);
}

function clip(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
