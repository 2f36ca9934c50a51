/** Where the names go that belong to boxes: at their boxes, within the screen, beside each other. */
import type { Box, Size } from "../images/geometry";

/** Pixels between a name and its box, and between two names. */
const GAP = 5;

/**
 * Returns the place of a name: above its box, moved into the free area where it would leave it, and
 * below the names that have a place there already.
 * @param taken - the places of other names.
 */
export function placeOfChip(box: Box, chip: Size, free: Box, taken: readonly Box[]): Box {
  const fit = (start: number, length: number, from: number, whole: number): number =>
    Math.max(Math.min(start, from + whole - length), from);
  const x = fit(box.x, chip.width, free.x, free.width);
  let y = fit(box.y - GAP - chip.height, chip.height, free.y, free.height);
  for (const other of [...taken].sort((a, b) => a.y - b.y)) {
    const isBeside = x + chip.width <= other.x || other.x + other.width <= x;
    const isApart = y + chip.height <= other.y || other.y + other.height <= y;
    if (!isBeside && !isApart) y = other.y + other.height + GAP;
  }
  return { x, y: fit(y, chip.height, free.y, free.height), ...chip };
}
