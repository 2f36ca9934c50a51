/**
 * Paints what was drawn so far, then lets the page do what waits, such as a frame or a tap.
 *
 * A canvas only notes what is drawn, and paints all of it when its pixels are needed: a whole card at
 * once would hold up the page for more than 50 ms.
 */
export async function finishPart(context: CanvasRenderingContext2D): Promise<void> {
  context.getImageData(0, 0, 1, 1);
  await new Promise((resolve) => setTimeout(resolve));
}
