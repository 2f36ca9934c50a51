/**
 * Decodes the outputs of NanoDet into boxes: plain float64 arithmetic that Python repeats.
 *
 * NanoDet (RangiLyu/nanodet 0.4, Apache-2.0) covers the image with grids, with cells of 8, 16 and 32
 * pixels. Each cell has a logit for every class, and for each of its sides 11 logits: how many cells'
 * widths it is from the cell's centre to that side of the box (generalized focal loss,
 * arXiv:2006.04388).
 */
import { DETECTION } from "../contract.js";
import type { Output } from "../engine/sharedGraph.js";
import type { Letterbox } from "../modalities/image/fitToSquare.js";
import type { Grid } from "../modalities/image/heatMap.js";
import type { BoxDecoder, DecodedBox } from "./boxDecoder.js";

const {
  sides: SIDES, // left, top, right, bottom
  bins: BINS,
  overlap: OVERLAP, // two boxes of a class that share more than this, over their union, are one
  boxes: MOST_BOXES, // in an answer
  candidates: MOST_CANDIDATES, // of each grid, the best
  least_score: LEAST_SCORE, // a threshold of 0 has no logit
} = DETECTION.nanodet;

export const nanodet: BoxDecoder = {
  name: "nanodet",
  grey: DETECTION.nanodet.grey,
  fits,
  decode,
  scoresByPlace,
};

interface Candidate {
  readonly label: number;
  readonly score: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Whether a graph's outputs are such grids: of each size one of classes, one of boxes. */
function fits(shapes: readonly (readonly number[])[], labels: number): boolean {
  const square = shapes.every(
    ([one, rows, columns, depth]) => one === 1 && rows === columns && rows! > 0 && depth! > 0,
  );
  const classes = shapes.filter((shape) => shape[3] === labels).map((shape) => shape[1]!);
  const boxes = shapes.filter((shape) => shape[3] === SIDES * BINS).map((shape) => shape[1]!);
  return (
    square &&
    shapes.length === 2 * boxes.length &&
    boxes.length > 0 &&
    new Set(boxes).size === boxes.length &&
    [...classes].sort().join() === [...boxes].sort().join()
  );
}

/** Decodes the boxes, the best first, each thing once. */
function decode(
  outputs: readonly Output[],
  fitted: Letterbox,
  image: { width: number; height: number },
  threshold: number,
): DecodedBox[] {
  const candidates = grids(outputs).flatMap((grid) =>
    candidatesOf(...grid, fitted.size, threshold),
  );
  for (const each of candidates) {
    each.left = clip((each.left - fitted.dx) / fitted.scale, image.width);
    each.top = clip((each.top - fitted.dy) / fitted.scale, image.height);
    each.right = clip((each.right - fitted.dx) / fitted.scale, image.width);
    each.bottom = clip((each.bottom - fitted.dy) / fitted.scale, image.height);
  }
  // A box that lies wholly in the margin around the image is nothing in it.
  const inside = candidates.filter((each) => each.right > each.left && each.bottom > each.top);
  // The best first; of equals the lower class, then the cell that comes first.
  inside.sort((one, other) => other.score - one.score || one.label - other.label);
  return suppressOverlaps(inside)
    .slice(0, MOST_BOXES)
    .map(({ label, score, left, top, right, bottom }) => ({
      label,
      score,
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
    }));
}

/** Returns a class's score at each cell of the finest grid, the best of all grids. */
function scoresByPlace(outputs: readonly Output[], label: number): Grid {
  const classes = grids(outputs).map(([each]) => each);
  const cells = Math.max(...classes.map(({ shape }) => shape[1]!));
  const values = new Float64Array(cells * cells);
  for (const { shape, values: integers, scale, zeroPoint } of classes) {
    const times = Math.floor(cells / shape[1]!);
    for (let at = 0; at < values.length; at++) {
      const row = Math.floor(Math.floor(at / cells) / times);
      const column = Math.floor((at % cells) / times);
      const integer = integers[(row * shape[2]! + column) * shape[3]! + label]!;
      values[at] = Math.max(values[at]!, sigmoid((integer - zeroPoint) * scale));
    }
  }
  return { rows: cells, columns: cells, values };
}

/** Returns each grid's classes and boxes, the finest grid first. */
function grids(outputs: readonly Output[]): [Output, Output][] {
  const boxes = outputs.filter(({ shape }) => shape[3] === SIDES * BINS);
  const classes = outputs.filter(({ shape }) => shape[3] !== SIDES * BINS);
  return boxes
    .sort((one, other) => other.shape[1]! - one.shape[1]!)
    .map((box) => [classes.find(({ shape }) => shape[1] === box.shape[1])!, box]);
}

/** Returns the boxes of all cells whose score clears the threshold. */
function candidatesOf(
  classes: Output,
  boxes: Output,
  side: number,
  threshold: number,
): Candidate[] {
  const [, rows, columns, depth] = classes.shape as [number, number, number, number];
  const share = Math.min(Math.max(threshold, LEAST_SCORE), 1 - LEAST_SCORE);
  const logit = Math.log(share / (1 - share));
  // Compared as integers, so that the few cells that count are all that is computed.
  const least = Math.ceil(logit / classes.scale + classes.zeroPoint);
  let places: number[] = [];
  for (let at = 0; at < rows * columns * depth; at++) {
    if (classes.values[at]! >= least) places.push(at);
  }
  if (places.length > MOST_CANDIDATES) {
    places.sort((one, other) => classes.values[other]! - classes.values[one]!);
    places = places.slice(0, MOST_CANDIDATES);
  }
  const stride = side / columns;
  return places.map((at) => {
    const cell = Math.floor(at / depth);
    const x = ((cell % columns) + 0.5) * stride;
    const y = (Math.floor(cell / columns) + 0.5) * stride;
    const reach = (which: number): number => meanBin(boxes, (cell * SIDES + which) * BINS) * stride;
    return {
      label: at % depth,
      score: sigmoid((classes.values[at]! - classes.zeroPoint) * classes.scale),
      left: x - reach(0),
      top: y - reach(1),
      right: x + reach(2),
      bottom: y + reach(3),
    };
  });
}

/** Returns the mean of the softmax over a side's bins, added up bin by bin in order. */
function meanBin({ values, scale, zeroPoint }: Output, begin: number): number {
  let most = -Infinity;
  for (let bin = 0; bin < BINS; bin++) {
    most = Math.max(most, (values[begin + bin]! - zeroPoint) * scale);
  }
  let total = 0;
  let weighted = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const power = Math.exp((values[begin + bin]! - zeroPoint) * scale - most);
    total += power;
    weighted += bin * power;
  }
  return weighted / total;
}

/** Returns the boxes without those that overlap a better one of their class. */
function suppressOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const found: Candidate[] = [];
  for (const each of candidates) {
    if (!found.some((known) => known.label === each.label && doOverlap(known, each)))
      found.push(each);
  }
  return found;
}

function doOverlap(one: Candidate, other: Candidate): boolean {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const shared = Math.max(width, 0) * Math.max(height, 0);
  // Not divided: a box of no area shares nothing with any.
  return shared > OVERLAP * (area(other) + area(one) - shared);
}

function area({ left, top, right, bottom }: Candidate): number {
  return (right - left) * (bottom - top);
}

function clip(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
