/** Cuts the parts of an image out that the classifier is asked about. */
import type { Box } from "../../answer.js";
import { THRESHOLDS } from "../../contract.js";
import type { Rectangle } from "../../modalities/image/fitToSquare.js";

const {
  crop_margin: MARGIN,
  // Added before rounding down: a box's last digits differ between languages, and the middle of many
  // boxes is a whole number of pixels, from which they would lead to the pixel before.
  crop_tolerance: TOLERANCE,
} = THRESHOLDS.description;

/** A box that the detector would not report by itself counts if the classifier confirms it. */
export const LEAST_SCORE = THRESHOLDS.description.least_score;

/**
 * Returns the part of an image around a box: with a margin, so that a thing at its edge is not cut, as
 * near to a square as the image allows.
 *
 * The side is the longer of the box's, with the margin, rounded down to whole pixels; where the
 * square would reach over the image's edge it is moved inside, and cut where it is too large.
 */
export function boxCrop(width: number, height: number, box: Box): Rectangle {
  const side = Math.trunc(Math.max(box.width, box.height) * (1 + 2 * MARGIN) + TOLERANCE) + 1;
  const across = span(box.x + box.width / 2, side, width);
  const down = span(box.y + box.height / 2, side, height);
  return { left: across.start, top: down.start, width: across.length, height: down.length };
}

function span(middle: number, side: number, whole: number): { start: number; length: number } {
  const length = Math.min(side, whole);
  const start = Math.trunc(Math.max(middle - length / 2, 0) + TOLERANCE);
  return { start: Math.min(start, whole - length), length };
}
