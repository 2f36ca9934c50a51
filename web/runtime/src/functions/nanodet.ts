/**
 * From the detector's integers to boxes. The twin of `vizsla/functions/detection.py`, which tells
 * what the outputs of NanoDet are.
 */
import type { Output } from "../engine/graphs.js";
import type { Letterbox } from "../modalities/image/fitToSquare.js";
import type { Grid } from "../modalities/image/heatMap.js";

const SIDES = 4; // left, top, right, bottom
const BINS = 11;
const OVERLAP = 0.6; // two boxes of a class that share more than this, over their union, are one
const MOST = 100; // boxes in an answer
const CONSIDERED = 1000; // of each grid, the best
const LEAST_SCORE = 1e-6; // a threshold of 0 has no logit

/** A box in the picture's own pixels, and the number of its class. */
export interface Found {
  readonly label: number;
  readonly score: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Candidate {
  readonly label: number;
  readonly score: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Whether a graph's outputs are such grids: of each size one of classes, one of boxes. */
export function fits(shapes: readonly (readonly number[])[], labels: number): boolean {
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

/**
 * What was found, the best first, each thing once.
 * @param fitted - what the graph saw, and how the picture lies in it.
 * @param threshold - the least score of a box, 0 to 1.
 */
export function decode(
  outputs: readonly Output[],
  fitted: Letterbox,
  picture: { width: number; height: number },
  threshold: number,
): Found[] {
  const candidates = grids(outputs).flatMap((grid) => clearing(...grid, fitted.size, threshold));
  for (const each of candidates) {
    each.left = clip((each.left - fitted.dx) / fitted.scale, picture.width);
    each.top = clip((each.top - fitted.dy) / fitted.scale, picture.height);
    each.right = clip((each.right - fitted.dx) / fitted.scale, picture.width);
    each.bottom = clip((each.bottom - fitted.dy) / fitted.scale, picture.height);
  }
  // What lies wholly in the margin around the picture is nothing in it.
  const inside = candidates.filter((each) => each.right > each.left && each.bottom > each.top);
  // The best first; of equals the lower class, then the cell that comes first.
  inside.sort((one, other) => other.score - one.score || one.label - other.label);
  return kept(inside)
    .slice(0, MOST)
    .map(({ label, score, left, top, right, bottom }) => ({
      label,
      score,
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
    }));
}

/** A class's score at each place of the finest grid, the best of all three grids. */
export function heat(outputs: readonly Output[], label: number): Grid {
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

/** Each grid's classes and boxes, the finest grid first. */
function grids(outputs: readonly Output[]): [Output, Output][] {
  const boxes = outputs.filter(({ shape }) => shape[3] === SIDES * BINS);
  const classes = outputs.filter(({ shape }) => shape[3] !== SIDES * BINS);
  return boxes
    .sort((one, other) => other.shape[1]! - one.shape[1]!)
    .map((box) => [classes.find(({ shape }) => shape[1] === box.shape[1])!, box]);
}

/** All that clears the threshold, cell by cell. */
function clearing(classes: Output, boxes: Output, side: number, threshold: number): Candidate[] {
  const [, rows, columns, depth] = classes.shape as [number, number, number, number];
  const share = Math.min(Math.max(threshold, LEAST_SCORE), 1 - LEAST_SCORE);
  const logit = Math.log(share / (1 - share));
  // Compared as integers, so that the few cells that count are all that is computed.
  const least = Math.ceil(logit / classes.scale + classes.zeroPoint);
  let places: number[] = [];
  for (let at = 0; at < rows * columns * depth; at++) {
    if (classes.values[at]! >= least) places.push(at);
  }
  if (places.length > CONSIDERED) {
    places.sort((one, other) => classes.values[other]! - classes.values[one]!);
    places = places.slice(0, CONSIDERED);
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

/** The mean of the softmax over a side's bins, added up bin by bin in order. */
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

/** What is left when each box hides the worse ones of its class that it overlaps. */
function kept(candidates: readonly Candidate[]): Candidate[] {
  const found: Candidate[] = [];
  for (const each of candidates) {
    if (!found.some((known) => known.label === each.label && overlap(known, each)))
      found.push(each);
  }
  return found;
}

function overlap(one: Candidate, other: Candidate): boolean {
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
