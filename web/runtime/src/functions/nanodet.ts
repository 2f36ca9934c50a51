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
import type { Grid } from "../modalities/image/heatMap.js";
import type { BoxDecoder } from "./boxDecoder.js";
import {
  bestBoxes,
  bestScoreOf,
  finestGrid,
  placesOf,
  scoreOf,
  type Candidate,
} from "./candidates.js";

const {
  sides: SIDES, // left, top, right, bottom
  bins: BINS,
  overlap: OVERLAP, // two boxes of a class that share more than this, over their union, are one
  grey,
} = DETECTION.nanodet;

export const nanodet: BoxDecoder = {
  name: "nanodet",
  grey,
  fits,
  decode: (outputs, fitted, image, threshold) => {
    const candidates = grids(outputs).flatMap((grid) =>
      candidatesOf(...grid, fitted.size, threshold),
    );
    return bestBoxes(candidates, fitted, image, OVERLAP);
  },
  bestScore: (outputs) => bestScoreOf(grids(outputs).map(([classes]) => classes)),
  scoresByPlace: (outputs, label) =>
    finestGrid(grids(outputs).map(([classes]) => scoresOf(classes, label))),
};

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

/** Returns each grid's classes and boxes, the finest grid first. */
function grids(outputs: readonly Output[]): [Output, Output][] {
  const boxes = outputs.filter(({ shape }) => shape[3] === SIDES * BINS);
  const classes = outputs.filter(({ shape }) => shape[3] !== SIDES * BINS);
  return boxes
    .sort((one, other) => other.shape[1]! - one.shape[1]!)
    .map((box) => [classes.find(({ shape }) => shape[1] === box.shape[1])!, box]);
}

/** Returns a class's score at each cell of a grid. */
function scoresOf(classes: Output, label: number): Grid {
  const [, rows, columns, depth] = classes.shape as [number, number, number, number];
  const values = Float64Array.from({ length: rows * columns }, (_, cell) =>
    scoreOf(classes, classes.values[cell * depth + label]!),
  );
  return { rows, columns, values };
}

/** Returns the boxes of all cells whose score clears the threshold. */
function candidatesOf(
  classes: Output,
  boxes: Output,
  side: number,
  threshold: number,
): Candidate[] {
  const [, , columns, depth] = classes.shape as [number, number, number, number];
  const stride = side / columns;
  return placesOf(classes, threshold).map((at) => {
    const cell = Math.floor(at / depth);
    const x = ((cell % columns) + 0.5) * stride;
    const y = (Math.floor(cell / columns) + 0.5) * stride;
    const reach = (which: number): number => meanBin(boxes, (cell * SIDES + which) * BINS) * stride;
    return {
      label: at % depth,
      score: scoreOf(classes, classes.values[at]!),
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
