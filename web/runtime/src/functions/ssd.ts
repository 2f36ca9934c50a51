/**
 * Decodes the outputs of an SSD into boxes: plain float64 arithmetic that Python repeats.
 *
 * SSD (arXiv:1512.02325) covers the image with six grids. Each cell has a few anchors, boxes of fixed
 * sizes around its centre; each anchor has a logit for every class, and a code of four numbers that
 * moves and resizes it. The anchors and the codes are those of TensorFlow's object detection API
 * (`ssd_anchor_generator`, `faster_rcnn_box_coder`).
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
  codes: CODES, // the centre's y and x, the height and the width
  grids: GRIDS,
  scales: SCALES, // of the finest and the coarsest grid's anchors
  ratios: RATIOS, // width to height; then one more square, of a greater scale
  finest: FINEST, // scale and ratio: the finest grid has three anchors
  centre_scale: CENTRE_SCALE, // the codes are multiplied by these
  size_scale: SIZE_SCALE,
  overlap: OVERLAP, // two boxes of a class that share more than this, over their union, are one
  grey,
} = DETECTION.ssd;

/** An anchor's height and width, as shares of the square. */
type Anchor = readonly [number, number];
type OutputGrid = readonly [classes: Output, codes: Output, anchors: readonly Anchor[]];

const ANCHORS: readonly (readonly Anchor[])[] = Array.from({ length: GRIDS }, (_, grid) =>
  anchorsOf(grid),
);

export const ssd: BoxDecoder = {
  name: "ssd",
  grey,
  fits,
  decode: (outputs, fitted, image, threshold) => {
    const candidates = grids(outputs).flatMap((grid) => candidatesOf(grid, fitted.size, threshold));
    return bestBoxes(candidates, fitted, image, OVERLAP);
  },
  bestScore: (outputs) => bestScoreOf(grids(outputs).map(([classes]) => classes)),
  scoresByPlace: (outputs, label) =>
    finestGrid(grids(outputs).map((grid) => scoresOf(grid, label))),
};

/** Returns a grid's anchors; the finest grid is number 0. */
function anchorsOf(grid: number): Anchor[] {
  const scaleOf = (number: number): number =>
    number === GRIDS ? 1 : SCALES[0]! + ((SCALES[1]! - SCALES[0]!) * number) / (GRIDS - 1);
  const scale = scaleOf(grid);
  const shapes = RATIOS.map((ratio) => [scale, ratio]);
  shapes.push([Math.sqrt(scale * scaleOf(grid + 1)), 1]);
  return (grid === 0 ? FINEST : shapes).map(([each, ratio]) => [
    each! / Math.sqrt(ratio!),
    each! * Math.sqrt(ratio!),
  ]);
}

/** Whether a graph's outputs are of this form: for each of six grids one of classes, one of codes. */
function fits(shapes: readonly (readonly number[])[], labels: number): boolean {
  const sizes = [...new Set(shapes.map((shape) => shape[1]!))].sort((one, other) => other - one);
  const expected = new Set(
    sizes.slice(0, GRIDS).flatMap((size, grid) => {
      const anchors = ANCHORS[grid]!.length;
      return [labels, CODES].map((each) => [1, size, size, anchors * each].join());
    }),
  );
  // Of 4 labels, the outputs of a grid could not be told apart.
  return (
    sizes.length === GRIDS &&
    expected.size === 2 * GRIDS &&
    shapes.length === 2 * GRIDS &&
    shapes.every((shape) => expected.has(shape.join()))
  );
}

/** Returns each grid's outputs with its anchors, the finest grid first. */
function grids(outputs: readonly Output[]): OutputGrid[] {
  const sizes = [...new Set(outputs.map(({ shape }) => shape[1]!))];
  sizes.sort((one, other) => other - one);
  return sizes.map((size, grid) => {
    const anchors = ANCHORS[grid]!;
    const [one, other] = outputs.filter(({ shape }) => shape[1] === size);
    const isCode = one!.shape[3] === CODES * anchors.length;
    return isCode ? [other!, one!, anchors] : [one!, other!, anchors];
  });
}

/** Returns a class's score at each cell of a grid, the best of its anchors. */
function scoresOf([classes, , anchors]: OutputGrid, label: number): Grid {
  const [, rows, columns, depth] = classes.shape as [number, number, number, number];
  const labels = depth / anchors.length;
  const values = Float64Array.from({ length: rows * columns }, (_, cell) => {
    let most = 0;
    for (let anchor = 0; anchor < anchors.length; anchor++) {
      most = Math.max(most, classes.values[cell * depth + anchor * labels + label]!);
    }
    return scoreOf(classes, most);
  });
  return { rows, columns, values };
}

/** Returns the boxes whose score clears the threshold. */
function candidatesOf(
  [classes, codes, anchors]: OutputGrid,
  side: number,
  threshold: number,
): Candidate[] {
  const [, cells, , depth] = classes.shape as [number, number, number, number];
  const labels = depth / anchors.length;
  return placesOf(classes, threshold).map((at) => {
    const cell = Math.floor(at / depth);
    const anchor = Math.floor((at % depth) / labels);
    const [height, width] = anchors[anchor]!;
    const code = (which: number): number => {
      const integer = codes.values[(cell * anchors.length + anchor) * CODES + which]!;
      return (integer - codes.zeroPoint) * codes.scale;
    };
    const y = (code(0) / CENTRE_SCALE) * height + (Math.floor(cell / cells) + 0.5) / cells;
    const x = (code(1) / CENTRE_SCALE) * width + ((cell % cells) + 0.5) / cells;
    const halfHeight = (Math.exp(code(2) / SIZE_SCALE) * height) / 2;
    const halfWidth = (Math.exp(code(3) / SIZE_SCALE) * width) / 2;
    return {
      label: at % labels,
      score: scoreOf(classes, classes.values[at]!),
      left: (x - halfWidth) * side,
      top: (y - halfHeight) * side,
      right: (x + halfWidth) * side,
      bottom: (y + halfHeight) * side,
    };
  });
}
