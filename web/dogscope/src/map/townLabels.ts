/** The towns' names on the map: the largest ones in sight, and where few are, the nearest around it. */
import type { Box } from "../images/geometry";
import { isFree } from "./freeSpots";
import { middleOf, type MapFrame, type MapPosition } from "./mapView";
import type { Town } from "./towns";
import type { TownsOnMap } from "./townsOnMap";

export interface TownLabel {
  readonly town: Town;
  readonly x: number;
  readonly y: number;
  /** Where its name stands, from there. */
  readonly side: Side;
  /** What its name covers. */
  readonly box: Box;
}

/** A side of a town's point: how its name is anchored there, and how far from it. */
export interface Side {
  readonly anchor: "start" | "middle" | "end";
  readonly dx: number;
  readonly dy: number;
}

/** A town beyond the map's edge. */
export interface FarTown {
  readonly town: Town;
  /** Where its name stands, within the map. */
  readonly x: number;
  readonly y: number;
  /** The degrees from the north, clockwise, in which it lies. */
  readonly bearing: number;
  /** What its name and arrow cover. */
  readonly box: Box;
}

const MOST_LABELS = 12;
/** The most towns beyond the edge that are named. */
const MOST_FAR = 3;
/** Pixels of a label: the height of its line, and the width of one of its letters. */
const [LINE, LETTER] = [18, 7];
/** Where a name may stand: right of its point, left, below, above, or farther away. */
const SIDES: readonly Side[] = [
  { anchor: "start", dx: 6, dy: 4 },
  { anchor: "end", dx: -6, dy: 4 },
  { anchor: "middle", dx: 0, dy: 18 },
  { anchor: "middle", dx: 0, dy: -9 },
  { anchor: "start", dx: 32, dy: 4 }, // beside a pin
  { anchor: "end", dx: -32, dy: 4 },
];
/** Pixels within the map's edge: the middle of the name of a town beyond it. */
const [INSET_X, INSET_Y] = [62, 36];
/** Pixels of the width of such a name. */
const FAR = 112;
/** Degrees between two towns beyond the edge. */
const APART = 50;
/** Metres to a town that says where one is, and how many times as far as the nearest one it may be. */
const [NEAR, FARTHEST] = [50_000, 3];

/** @param taken - the parts of the map in which no name is read. */
export function townLabels(
  { inSight }: TownsOnMap,
  frame: MapFrame,
  taken: readonly Box[],
): TownLabel[] {
  const labels: TownLabel[] = [];
  const covered = [...taken];
  for (const { town, x, y } of inSight) {
    for (const side of SIDES) {
      const box = boxAt(town.name, [x, y], side);
      if (!isFree(box, frame, covered)) continue;
      labels.push({ town, x, y, side, box });
      covered.push(box);
      break;
    }
    if (labels.length === MOST_LABELS) break;
  }
  return labels;
}

function boxAt(name: string, [x, y]: MapPosition, { anchor, dx, dy }: Side): Box {
  const width = 6 + LETTER * name.length;
  const before = { start: 0, middle: width / 2, end: width }[anchor];
  return { x: x + dx - before, y: y + dy - 4 - LINE / 2, width, height: LINE };
}

/**
 * Returns the towns around a map in which few are seen, the nearest of each direction.
 * @param perPixel - the metres of a pixel.
 */
export function farTowns(
  { beyond }: TownsOnMap,
  frame: MapFrame,
  taken: readonly Box[],
  perPixel: number,
): FarTown[] {
  const [left, top] = middleOf(frame);
  const chosen: FarTown[] = [];
  let nearest = Infinity;
  for (const placed of beyond) {
    const { town } = placed;
    const [x, y] = [placed.x - left, placed.y - top];
    const metres = Math.hypot(x, y) * perPixel;
    nearest = Math.min(nearest, metres);
    if (metres > Math.max(NEAR, FARTHEST * nearest)) break;
    const bearing = (Math.atan2(x, -y) * 180) / Math.PI;
    if (chosen.some((each) => turnBetween(each.bearing, bearing) < APART)) continue;
    const edge = Math.min((left - INSET_X) / Math.abs(x), (top - INSET_Y) / Math.abs(y));
    const covered = [...taken, ...chosen.map(({ box }) => box)];
    for (const part of [edge, 0.8 * edge, 0.6 * edge]) {
      const at = { x: left + part * x, y: top + part * y };
      const box: Box = { x: at.x - FAR / 2, y: at.y - 30, width: FAR, height: 56 };
      if (!isFree(box, frame, covered)) continue;
      chosen.push({ town, ...at, bearing, box });
      break;
    }
    if (chosen.length === MOST_FAR) break;
  }
  return chosen;
}

function turnBetween(one: number, other: number): number {
  const turn = Math.abs(one - other) % 360;
  return Math.min(turn, 360 - turn);
}
