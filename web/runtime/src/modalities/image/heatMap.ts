/** Lays a small grid of numbers over an image, as the heat map of an explanation. */
import { bilinearWeights } from "./bilinearWeights.js";
import type { Rectangle } from "./fitToSquare.js";

/** A grid of numbers, row by row. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
}

/**
 * Lays a grid over the part of the image that the graph saw.
 * @returns width x height numbers from 0 to 1, 0 outside of the box. Numbers below 0 in the grid
 *   count against the label and are left out.
 */
export function heatMapOf(grid: Grid, width: number, height: number, box: Rectangle): Float32Array {
  const heat = new Float32Array(width * height);
  const small = new Float32Array(grid.rows * grid.columns);
  let most = 0;
  for (let at = 0; at < small.length; at++) {
    small[at] = Math.max(grid.values[at]!, 0);
    most = Math.max(most, small[at]!);
  }
  if (most === 0) return heat;
  for (let at = 0; at < small.length; at++) small[at]! /= most;

  const across = bilinearWeights(grid.columns, box.width);
  const down = bilinearWeights(grid.rows, box.height);
  // As Pillow does: across first, each pass in float64 and kept in float32.
  const middle = new Float32Array(grid.rows * box.width);
  for (let row = 0, to = 0; row < grid.rows; row++) {
    for (const { first, weights } of across) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        sum += small[row * grid.columns + first + tap]! * weights[tap]!;
      }
      middle[to++] = sum;
    }
  }
  down.forEach(({ first, weights }, y) => {
    let to = (box.top + y) * width + box.left;
    for (let x = 0; x < box.width; x++) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        sum += middle[(first + tap) * box.width + x]! * weights[tap]!;
      }
      heat[to++] = Math.min(Math.max(Math.fround(sum), 0), 1);
    }
  });
  return heat;
}
