/** Outlines of a drawing: smooth closed curves, limbs with a width, and edges of fur. */

export type Point = readonly [x: number, y: number];

/** How the hair at an outline looks. */
export interface Fur {
  readonly kind: "tufts" | "curls" | "cords";
  /** How far it stands out from the outline, in the drawing's units. */
  readonly length: number;
  /** The width of a tuft, in the drawing's units. */
  readonly width: number;
}

export interface Shape {
  readonly points: readonly Point[];
  readonly fur: Fur | null;
}

/** Where hair falls to: to the back and down. */
const FALL: Point = [-0.5, 0.77];
const SAMPLES = 6;
/** The ground is at 0; a drawing reaches this far below it, and no further. */
export const GROUND = 2;

/** Returns numbers from 0 to 1 that look random and are the same each time. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Returns a closed curve's points so that they run clockwise, and shapes that overlap add up. */
export function clockwise(points: readonly Point[]): readonly Point[] {
  let area = 0;
  points.forEach(([x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length]!;
    area += x * nextY - nextX * y;
  });
  return area >= 0 ? points : [...points].reverse();
}

/** Returns the outline of a limb that runs along points, each with half the limb's width there. */
export function limb(spine: readonly (readonly [x: number, y: number, radius: number])[]): Point[] {
  const left: Point[] = [];
  const right: Point[] = [];
  spine.forEach(([x, y, radius], at) => {
    const before = spine[Math.max(0, at - 1)]!;
    const after = spine[Math.min(spine.length - 1, at + 1)]!;
    const [dx, dy] = unit(after[0] - before[0], after[1] - before[1]);
    left.push([x + dy * radius, y - dx * radius]);
    right.unshift([x - dy * radius, y + dx * radius]);
  });
  const [endX, endY, endRadius] = spine.at(-1)!;
  const [lastX, lastY] = spine.at(-2)!;
  const [dx, dy] = unit(endX - lastX, endY - lastY);
  return [...left, [endX + dx * endRadius, endY + dy * endRadius], ...right];
}

/** Moves an outline outwards. */
export function inflated(points: readonly Point[], by: number): readonly Point[] {
  if (by === 0) return points;
  const ring = clockwise(points);
  return ring.map(([x, y], at) => {
    const [beforeX, beforeY] = ring[(at + ring.length - 1) % ring.length]!;
    const [afterX, afterY] = ring[(at + 1) % ring.length]!;
    const [dx, dy] = [afterX - beforeX, afterY - beforeY];
    const length = Math.hypot(dx, dy) || 1;
    return [x + (dy / length) * by, y - (dx / length) * by];
  });
}

export function ellipse(x: number, y: number, rx: number, ry: number): Point[] {
  return Array.from({ length: 10 }, (_, at) => {
    const angle = (2 * Math.PI * at) / 10;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

/** Returns the path of a smooth closed curve through points, with an edge of fur where it has one. */
export function closedPath(points: readonly Point[], fur: Fur | null, seed = 1): string {
  const ring = clockwise(points);
  return fur ? furPath(evenly(ring, fur.width), fur, seed) : smoothPath(ring);
}

function smoothPath(ring: readonly Point[]): string {
  const at = (index: number): Point => ring[(index + ring.length) % ring.length]!;
  let path = `M${pair(ring[0]!)}`;
  for (let index = 0; index < ring.length; index += 1) {
    const [one, two] = controls(at(index - 1), at(index), at(index + 1), at(index + 2));
    path += `C${pair(one)} ${pair(two)} ${pair(at(index + 1))}`;
  }
  return `${path}Z`;
}

/** Returns the two control points of the Bézier curve from b to c of a Catmull-Rom spline. */
function controls(a: Point, b: Point, c: Point, d: Point): [Point, Point] {
  return [
    [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6],
    [c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6],
  ];
}

/** Returns points on the smooth closed curve. */
export function sampled(points: readonly Point[]): Point[] {
  const result: Point[] = [];
  const count = points.length;
  for (let index = 0; index < count; index += 1) {
    const [ax, ay] = points[(index + count - 1) % count]!;
    const [bx, by] = points[index]!;
    const [cx, cy] = points[(index + 1) % count]!;
    const [dx, dy] = points[(index + 2) % count]!;
    for (let step = 0; step < SAMPLES; step += 1) {
      const t = step / SAMPLES;
      result.push([catmullRom(ax, bx, cx, dx, t), catmullRom(ay, by, cy, dy, t)]);
    }
  }
  return result;
}

/** The spline from b to c at t from 0 to 1; a is before b, and d after c. */
function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/** Returns points of the curve, one about every `distance`. */
function evenly(points: readonly Point[], distance: number): Point[] {
  const dense = sampled(points);
  const result: Point[] = [dense[0]!];
  for (const point of dense) {
    const [x, y] = result.at(-1)!;
    if (Math.hypot(point[0] - x, point[1] - y) >= distance) result.push(point);
  }
  return result;
}

function furPath(ring: readonly Point[], { kind, length }: Fur, seed: number): string {
  const random = seededRandom(seed * 7919 + ring.length);
  let path = `M${pair(ring[0]!)}`;
  // Hair hangs: it follows the outline where that runs with its fall, and stands out elsewhere.
  const [fallX, fallY] = kind === "cords" ? [0, 0.9] : FALL;
  for (let index = 0; index < ring.length; index += 1) {
    const [x, y] = ring[index]!;
    const [toX, toY] = ring[(index + 1) % ring.length]!;
    const distance = Math.hypot(toX - x, toY - y) || 1;
    const [outX, outY] = [(toY - y) / distance, (x - toX) / distance];
    const [middleX, middleY] = [(x + toX) / 2, (y + toY) / 2];
    const far = length * (0.7 + 0.6 * random());
    if (kind === "curls") {
      path += `Q${short(middleX + 1.5 * outX * far)},${short(middleY + 1.5 * outY * far)} ${short(toX)},${short(toY)}`;
    } else {
      const tipX = middleX + (outX + fallX) * far;
      const tipY = Math.min(middleY + (outY + fallY) * far, GROUND);
      path += `Q${short(x + outX * far * 0.7)},${short(y + outY * far * 0.7)} ${short(tipX)},${short(tipY)}L${short(toX)},${short(toY)}`;
    }
  }
  return `${path}Z`;
}

function unit(x: number, y: number): Point {
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}

function pair([x, y]: Point): string {
  return `${short(x)},${short(y)}`;
}

/** Writes a length to a tenth, which is less than a pixel. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
