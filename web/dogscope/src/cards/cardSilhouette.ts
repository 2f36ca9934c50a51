/** The silhouette of a breed on a canvas. */
import { drawingOf } from "../drawings/drawingOf";
import type { Box } from "../images/geometry";

/** Draws a breed's silhouette in the middle of a square. */
export function drawSilhouette(
  context: CanvasRenderingContext2D,
  breed: string,
  { x, y, width }: Pick<Box, "x" | "y" | "width">,
  colour: string,
): void {
  const { silhouette, box } = drawingOf(breed);
  const [left, top, boxWidth, boxHeight] = box;
  const scale = width / Math.max(boxWidth, boxHeight);
  context.save();
  context.translate(x + width / 2, y + width / 2);
  context.scale(scale, scale);
  context.translate(-left - boxWidth / 2, -top - boxHeight / 2);
  context.fillStyle = colour;
  context.fill(new Path2D(silhouette));
  context.restore();
}
