/**
 * How far the camera has moved between two frames, told from their row and column sums.
 *
 * With a phone in a hand most of what moves on the screen moves because the phone does. The sums of
 * the rows and of the columns of a small grey picture move with it, and to line them up costs
 * microseconds.
 */

/** A frame as its sums: what its columns and its rows add up to. */
export interface Profile {
  readonly columns: Float32Array;
  readonly rows: Float32Array;
}

/** @param rgba - the pixels of a small picture. */
export function profileOf(rgba: Uint8ClampedArray, width: number, height: number): Profile {
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

/**
 * By how much the second frame's picture lies to the right of and below the first one's, as shares
 * of its width and height.
 */
export function shiftBetween(before: Profile, after: Profile): { x: number; y: number } {
  return {
    x: offset(before.columns, after.columns) / before.columns.length,
    y: offset(before.rows, after.rows) / before.rows.length,
  };
}

/** Places by which two profiles fit best, to a fraction of one; 0 where nothing is told. */
function offset(before: Float32Array, after: Float32Array): number {
  const most = Math.floor(before.length / 5);
  const costs: number[] = [];
  for (let by = -most; by <= most; by++) costs.push(difference(before, after, by));
  let best = most;
  for (let at = 0; at < costs.length; at++) if (costs[at]! < costs[best]!) best = at;
  const here = costs[best]!;
  // Not clearly better than to stay, or at the end of what was tried: rather believe in no move.
  if (best === 0 || best === costs.length - 1 || here > 0.8 * costs[most]!) return 0;
  const left = costs[best - 1]!;
  const right = costs[best + 1]!;
  const bend = left - 2 * here + right;
  const fraction = bend > 0 ? (left - right) / (2 * bend) : 0;
  return best - most + fraction;
}

/** The mean squared difference where they overlap, each against its own mean. */
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
