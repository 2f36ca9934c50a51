/** The shape of a way, as a drawing: it tells no place. */
import type { WalkPoint } from "../storage/userRecords";
import { metresPerDegree } from "./distance";

export type TrailPosition = readonly [x: number, y: number];

export interface Trail {
  readonly positions: readonly TrailPosition[];
  /** Returns where the walker was at a time; null for a way without points. */
  readonly at: (time: number) => TrailPosition | null;
}

/** Metres that fill the drawing at least: the scatter of a short way must not look like one. */
const LEAST_EXTENT = 60;

/** Draws a way within a box, north up, in its middle. */
export function trailWithin(
  path: readonly WalkPoint[],
  width: number,
  height: number,
  margin: number,
): Trail {
  if (path.length === 0) return { positions: [], at: () => null };
  const [latitude, longitude] = path[0]!;
  const perDegree = metresPerDegree(latitude);
  const metres = path.map((point): TrailPosition => {
    const turn = ((((point[1] - longitude + 180) % 360) + 360) % 360) - 180; // across the date line
    return [turn * perDegree.longitude, (latitude - point[0]) * perDegree.latitude];
  });
  const [xs, ys] = [metres.map(([x]) => x), metres.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (width - 2 * margin) / Math.max(right - left, LEAST_EXTENT),
    (height - 2 * margin) / Math.max(bottom - top, LEAST_EXTENT),
  );
  const positions = metres.map(([x, y]): TrailPosition => [
    width / 2 + (x - (left + right) / 2) * scale,
    height / 2 + (y - (top + bottom) / 2) * scale,
  ]);
  const at = (time: number): TrailPosition => {
    const next = path.findIndex((point) => point[2] >= time);
    if (next <= 0) return positions.at(next)!; // before the first point, or after the last one
    const [from, to] = [path[next - 1]![2], path[next]![2]];
    const part = to > from ? (time - from) / (to - from) : 1;
    const [[x1, y1], [x2, y2]] = [positions[next - 1]!, positions[next]!];
    return [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
  };
  return { positions, at };
}

/** Returns a line through positions, as the path of an SVG. */
export function linePath(positions: readonly TrailPosition[]): string {
  return positions
    .map(([x, y], at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join("");
}
