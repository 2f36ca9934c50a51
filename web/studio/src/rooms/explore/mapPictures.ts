/** Which examples of the map are shown as pictures: as many as there is room for. */
import type { View } from "./pointRenderer";

/** A step of the zoom in which the same examples are shown, so that they stay while one moves. */
const STEPS = 2; // in a doubling
const APART = 0.75; // of a side between the middles of two pictures, at least

export interface MapShape {
  /** The pixels that the map is wide and high at zoom 1. */
  readonly across: number;
  readonly down: number;
}

/** Returns the zoom for which the pictures are chosen. */
export function zoomStep(zoom: number): number {
  return 2 ** (Math.floor(Math.log2(zoom) * STEPS) / STEPS);
}

/**
 * Returns the numbers of the points that are shown as pictures: none covers the middle of another.
 * @param side - a picture's side in pixels.
 * @param isShown - whether the filters leave a point.
 */
export function pictured(
  x: Float32Array,
  y: Float32Array,
  { across, down }: MapShape,
  zoom: number,
  side: number,
  isShown: (at: number) => boolean,
): number[] {
  const taken = new Map<number, number[]>(); // points by squares of the map
  const found: number[] = [];
  const [width, height] = [(across * zoom) / side, (down * zoom) / side];
  const columns = Math.ceil(width) + 2;
  for (let n = 0; n < x.length; n += 1) {
    if (!isShown(n)) continue;
    const [px, py] = [x[n]! * width, y[n]! * height];
    const square = Math.floor(py) * columns + Math.floor(px);
    if (isCovered(px, py, square)) continue;
    found.push(n);
    const here = taken.get(square);
    if (here === undefined) taken.set(square, [n]);
    else here.push(n);
  }
  return found;

  function isCovered(px: number, py: number, square: number): boolean {
    for (let row = -columns; row <= columns; row += columns)
      for (let column = -1; column <= 1; column += 1)
        for (const other of taken.get(square + row + column) ?? []) {
          const [dx, dy] = [x[other]! * width - px, y[other]! * height - py];
          if (Math.max(Math.abs(dx), Math.abs(dy)) < APART) return true;
        }
    return false;
  }
}

export interface Placed {
  readonly at: number;
  /** The picture's middle in pixels from the canvas's left and top. */
  readonly left: number;
  readonly top: number;
}

/** Returns where pictures are that can be seen, at most a number of them. */
export function placed(
  chosen: readonly number[],
  x: Float32Array,
  y: Float32Array,
  view: View,
  { across, down }: MapShape,
  [width, height]: readonly [number, number],
  margin: number,
  most: number,
): Placed[] {
  const found: Placed[] = [];
  for (const at of chosen) {
    const left = (x[at]! - view.x) * across * view.zoom + width / 2;
    const top = (y[at]! - view.y) * down * view.zoom + height / 2;
    if (left < -margin || top < -margin || left > width + margin || top > height + margin) continue;
    found.push({ at, left, top });
    if (found.length === most) break;
  }
  return found;
}
