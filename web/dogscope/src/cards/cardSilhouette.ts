/** The silhouette of a group's dogs on a canvas. */
import shapes from "../components/silhouettes.json";
import type { Box } from "../images/geometry";

/** The side of the square in which the silhouettes are drawn. */
const SIDE = 96;

export function drawSilhouette(
  context: CanvasRenderingContext2D,
  shape: string,
  { x, y, width }: Pick<Box, "x" | "y" | "width">,
  colour: string,
): void {
  const path = (shapes as Record<string, string>)[shape] ?? shapes.sporting;
  context.save();
  context.translate(x, y);
  context.scale(width / SIDE, width / SIDE);
  context.fillStyle = colour;
  context.fill(new Path2D(path), "evenodd");
  context.restore();
}
