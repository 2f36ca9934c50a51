/**
 * The camera's motion between two frames, measured from the sums of their rows and columns.
 *
 * With a phone in a hand, most of the motion on the screen is the phone's own. The row and column
 * sums of a small grey copy of the frame move with it, and aligning them costs microseconds.
 */

/** The mean luma of each column and each row of a frame. */
export interface LumaProfile {
  readonly columns: Float32Array;
  readonly rows: Float32Array;
}

/** @param rgba - the pixels of a small image. */
export function profileOf(rgba: Uint8ClampedArray, width: number, height: number): LumaProfile {
  const columns = new Float32Array(width);
  const rows = new Float32Array(height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const luma = rgba[at]! + 2 * rgba[at + 1]! + rgba[at + 2]!;
      columns[x]! += luma / (4 * height);
      rows[y]! += luma / (4 * width);
    }
  }
  return { columns, rows };
}

/** Returns how far the second frame's content moved to the right and down, as shares of its size. */
export function shiftBetween(before: LumaProfile, after: LumaProfile): { x: number; y: number } {
  return {
    x: offset(before.columns, after.columns) / before.columns.length,
    y: offset(before.rows, after.rows) / before.rows.length,
  };
}

/** Returns the offset at which two profiles match best, with a fraction; 0 where none is clear. */
function offset(before: Float32Array, after: Float32Array): number {
  const most = Math.floor(before.length / 5);
  const costs: number[] = [];
  for (let by = -most; by <= most; by++) costs.push(difference(before, after, by));
  let best = most;
  for (let at = 0; at < costs.length; at++) if (costs[at]! < costs[best]!) best = at;
  const here = costs[best]!;
  // A match that is hardly better than none, or at the end of the range, is no motion.
  if (best === 0 || best === costs.length - 1 || here > 0.8 * costs[most]!) return 0;
  const left = costs[best - 1]!;
  const right = costs[best + 1]!;
  const bend = left - 2 * here + right;
  const fraction = bend > 0 ? (left - right) / (2 * bend) : 0;
  return best - most + fraction;
}

/** Returns the mean squared difference where the profiles overlap, each less its own mean. */
function difference(before: Float32Array, after: Float32Array, by: number): number {
  const from = Math.max(0, -by);
  const to = Math.min(before.length, before.length - by);
  let meanBefore = 0;
  let meanAfter = 0;
  for (let at = from; at < to; at++) {
    meanBefore += before[at]!;
    meanAfter += after[at + by]!;
  }
  meanBefore /= to - from;
  meanAfter /= to - from;
  let sum = 0;
  for (let at = from; at < to; at++) {
    const delta = before[at]! - meanBefore - (after[at + by]! - meanAfter);
    sum += delta * delta;
  }
  return sum / (to - from);
}
