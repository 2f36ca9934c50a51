/** Which points of the map lie within a line that was drawn around them. */

export type Point = readonly [number, number];

/** Returns the indices of the points within a polygon, whose ends are joined. */
export function within(
  polygon: readonly Point[],
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): number[] {
  if (polygon.length < 3) return [];
  const xs = polygon.map((each) => each[0]);
  const ys = polygon.map((each) => each[1]);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const found: number[] = [];
  for (let n = 0; n < x.length; n += 1) {
    const px = x[n]!;
    const py = y[n]!;
    if (px < left || px > right || py < top || py > bottom) continue;
    if (isInside(px, py, xs, ys)) found.push(n);
  }
  return found;
}

/** Counts the sides that a ray to the right crosses: an odd number from within. */
function isInside(px: number, py: number, xs: readonly number[], ys: readonly number[]): boolean {
  let inside = false;
  for (let a = 0, b = xs.length - 1; a < xs.length; b = a, a += 1) {
    const [ay, by] = [ys[a]!, ys[b]!];
    if (ay > py !== by > py && px < ((xs[b]! - xs[a]!) * (py - ay)) / (by - ay) + xs[a]!)
      inside = !inside;
  }
  return inside;
}

/** Returns the index of the point nearest to a place, within a distance; -1 for none. */
export function nearest(
  place: Point,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  most: number,
): number {
  let [best, least] = [-1, most * most];
  for (let n = 0; n < x.length; n += 1) {
    const [dx, dy] = [x[n]! - place[0], y[n]! - place[1]];
    const square = dx * dx + dy * dy;
    if (square <= least) [best, least] = [n, square];
  }
  return best;
}
