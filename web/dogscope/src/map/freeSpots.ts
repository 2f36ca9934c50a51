/** Where words on the map can stand: within its frame, and not below its buttons, scale and north. */
import { overlap, type Box } from "../images/geometry";
import type { MapFrame, MapPosition } from "./mapView";

/** Pixels: the edge that stays free, the height of a line, and the width of a letter. */
const [EDGE, LINE, LETTER] = [4, 18, 7.2];
/** Pixels: the height from which on all buttons fit in a column, and the usual width of the town's name. */
const [LOW, TOWN] = [290, 270];
/** The turns at which a ring's distance may stand, in eighths from the top. */
const TURNS = [0, 4, 6, 2, 7, 5, 1, 3];

/** Returns the parts of a map that are taken: its buttons, its scale, the north, and the town's name. */
export function takenParts({ width, height }: MapFrame, buttons: number, hasTown: boolean): Box[] {
  const columns = isLow({ width, height }) ? 2 : 1;
  const wide = 52 * columns + 8;
  return [
    { x: width - wide, y: 8, width: wide, height: 52 * Math.ceil(buttons / columns) + 4 },
    { x: 0, y: height - 44, width: 126, height: 44 },
    { x: width - 44, y: height - 50, width: 44, height: 50 },
    ...(hasTown ? [{ x: 0, y: 0, width: Math.min(width - wide, TOWN), height: 48 }] : []),
  ];
}

/** Tells whether a map is too low for its buttons in one column, as on a phone on its side. */
export function isLow({ height }: MapFrame): boolean {
  return height < LOW;
}

/** Returns the box of a text in one line whose middle is at a position. */
export function boxOfText(text: string, [x, y]: MapPosition): Box {
  const width = LETTER * text.length + 6;
  return { x: x - width / 2, y: y - LINE / 2, width, height: LINE };
}

/** Tells whether a box lies within the frame, and over no part that is taken. */
export function isFree(box: Box, frame: MapFrame, taken: readonly Box[]): boolean {
  const isWithin =
    box.x >= EDGE &&
    box.y >= EDGE &&
    box.x + box.width <= frame.width - EDGE &&
    box.y + box.height <= frame.height - EDGE;
  return isWithin && !taken.some((each) => overlap(box, each) > 0);
}

/** Returns where a ring's distance stands: at its top, or the next free spot of it; null without one. */
export function spotOnRing(
  text: string,
  [x, y]: MapPosition,
  radius: number,
  frame: MapFrame,
  taken: readonly Box[],
): MapPosition | null {
  for (const turn of TURNS) {
    const angle = (turn * Math.PI) / 4;
    const spot: MapPosition = [x + radius * Math.sin(angle), y - radius * Math.cos(angle)];
    if (isFree(boxOfText(text, spot), frame, taken)) return spot;
  }
  return null;
}
