/** How the classifier looks at what the detector found. The twin of `vizsla/functions/describe.py`. */
import type { Box } from "../../answer.js";
import type { Rectangle } from "../../modalities/image/fitToSquare.js";

/** What the detector itself would not report may count once the classifier has looked closely. */
export const LEAST_SCORE = 0.25;
/** Boxes that the classifier looks at, the best first. */
export const MOST_LOOKS = 12;
const MARGIN = 0.1; // of the box, on each side, so that what stands at its edge is not cut

/**
 * The part of a picture to cut a box out with: with a margin, as near to a square as the picture
 * allows.
 *
 * The side is the longer of the box's, with the margin, rounded down to whole pixels; where the
 * square would reach over the picture's edge it is moved inside, and cut where it is too large.
 */
export function cutBox(width: number, height: number, box: Box): Rectangle {
  const side = Math.trunc(Math.max(box.width, box.height) * (1 + 2 * MARGIN)) + 1;
  const across = span(box.x + box.width / 2, side, width);
  const down = span(box.y + box.height / 2, side, height);
  return { left: across.start, top: down.start, width: across.length, height: down.length };
}

function span(middle: number, side: number, whole: number): { start: number; length: number } {
  const length = Math.min(side, whole);
  const start = Math.trunc(Math.max(middle - length / 2, 0));
  return { start: Math.min(start, whole - length), length };
}
