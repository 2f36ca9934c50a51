/** Distances and directions on the earth, at the scale of a walk. */
import type { WalkPoint } from "../storage/userRecords";

/** The earth's mean radius in metres (IUGG). */
const RADIUS = 6_371_008.8;
const RADIANS = Math.PI / 180;

type Point = readonly [latitude: number, longitude: number, ...rest: unknown[]];

/** Returns the metres of one degree of latitude, and of longitude at a latitude. */
export function metresPerDegree(latitude: number): { latitude: number; longitude: number } {
  const metres = RADIUS * RADIANS;
  return { latitude: metres, longitude: metres * Math.cos(latitude * RADIANS) };
}

/** Returns the metres between two points, along the great circle (haversine formula). */
export function metresBetween(one: Point, other: Point): number {
  const [a, b] = [one[0] * RADIANS, other[0] * RADIANS];
  const half = Math.sin((b - a) / 2) ** 2;
  const turn = Math.sin(((other[1] - one[1]) * RADIANS) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, half + Math.cos(a) * Math.cos(b) * turn)));
}

/** Metres: a point that is closer to the straight way around it is scatter. */
const SCATTER = 10;

/** Returns the metres of a way, measured without its scatter, which would lengthen it. */
export function lengthOf(path: readonly WalkPoint[]): number {
  const kept = withoutScatter(path);
  return kept.reduce((sum, point, at) => sum + (at ? metresBetween(kept[at - 1]!, point) : 0), 0);
}

/** Returns the points that shape a way (Douglas and Peucker 1973). */
export function withoutScatter(path: readonly WalkPoint[]): readonly WalkPoint[] {
  if (path.length < 3) return path;
  const [latitude, longitude] = path[0]!;
  const perDegree = metresPerDegree(latitude);
  const metres = path.map((point): [number, number] => [
    (point[1] - longitude) * perDegree.longitude,
    (point[0] - latitude) * perDegree.latitude,
  ]);
  const kept = new Set([0, path.length - 1]);
  const open: [from: number, to: number][] = [[0, path.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    let [farthest, distance] = [-1, SCATTER];
    for (let at = from + 1; at < to; at++) {
      const off = distanceToLine(metres[at]!, metres[from]!, metres[to]!);
      if (off > distance) [farthest, distance] = [at, off];
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return path.filter((_, at) => kept.has(at));
}

type Metres = readonly [east: number, north: number];

/** Returns a point's distance to the line between two others. */
function distanceToLine([x, y]: Metres, [x1, y1]: Metres, [x2, y2]: Metres): number {
  const [east, north] = [x2 - x1, y2 - y1];
  const square = east ** 2 + north ** 2;
  const along = square === 0 ? 0 : ((x - x1) * east + (y - y1) * north) / square;
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - part * east, y - y1 - part * north);
}

export const DIRECTIONS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Returns the direction in which a point lies, seen from another. */
export function directionFrom(from: Point, to: Point): Direction {
  const [a, b] = [from[0] * RADIANS, to[0] * RADIANS];
  const turn = (to[1] - from[1]) * RADIANS;
  const east = Math.sin(turn) * Math.cos(b);
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn);
  const eighth = Math.round(Math.atan2(east, north) / (Math.PI / 4));
  return DIRECTIONS[(eighth + 8) % 8]!;
}
