/** The part of a photo that a card shows: all of the dog, with its eyes in the upper third. */
import { clipBox, type Box, type Size } from "../images/geometry";

/** The margin around the dog at each side, as a share of the dog's own side. */
const MARGIN = 0.09;
/** Where a dog's eyes are, down its box, and where they are wanted, down the card's window. */
const EYES = 0.22;
const EYES_AT = 0.36;
/** Pixels of a side from which the background is enlarged. */
const BLURRED_SIDE = 12;

/**
 * Returns a part of an image with a window's shape: as small as the dog allows, and with its eyes in
 * the upper third as far as the dog and the image allow it.
 * @returns null where the dog is larger than any such part of the image.
 */
export function partForWindow(dog: Box, image: Size, window: Size): Box | null {
  const aspect = window.width / window.height;
  const inside = clipBox(dog, image);
  const most = Math.min(image.width, image.height * aspect);
  const wanted = Math.max(
    inside.width * (1 + 2 * MARGIN),
    inside.height * (1 + 2 * MARGIN) * aspect,
  );
  const width = Math.min(wanted, most);
  const height = width / aspect;
  if (inside.width > width + 1 || inside.height > height + 1) return null;
  return {
    x: placed(inside.x + inside.width / 2 - width / 2, width, inside.x, inside.width, image.width),
    y: placed(
      inside.y + EYES * inside.height - EYES_AT * height,
      height,
      inside.y,
      inside.height,
      image.height,
    ),
    width,
    height,
  };
}

/** Moves a part so that it holds the dog, and lies in the image. */
function placed(start: number, length: number, dog: number, dogLength: number, whole: number) {
  const holding = Math.min(Math.max(start, dog + dogLength - length), Math.max(dog, 0));
  return Math.min(Math.max(holding, 0), whole - length);
}

/** Draws the dog of a photo into a window of a canvas. */
export function drawPhoto(
  context: CanvasRenderingContext2D,
  image: ImageBitmap,
  dog: Box,
  window: Box,
): void {
  const part = partForWindow(dog, image, window);
  context.imageSmoothingQuality = "high";
  if (part) return drawPart(context, image, part, window);
  // A dog that is longer than the window: all of it, before its own colours.
  const shown = clipBox(dog, image);
  const scale = Math.min(window.width / shown.width, window.height / shown.height);
  const around = wideTo(shown, window.width / scale, window.height / scale, image);
  drawBlurred(context, image, window);
  context.fillStyle = "rgb(23 14 8 / 30%)";
  context.fillRect(window.x, window.y, window.width, window.height);
  const [width, height] = [around.width * scale, around.height * scale];
  drawPart(context, image, around, {
    x: window.x + (window.width - width) / 2,
    y: window.y + (window.height - height) / 2,
    width,
    height,
  });
}

/** Returns a box that is widened to a size, as far as the image goes. */
function wideTo(box: Box, width: number, height: number, image: Size): Box {
  return clipBox(
    {
      x: box.x - (width - box.width) / 2,
      y: box.y - (height - box.height) / 2,
      width,
      height,
    },
    image,
  );
}

/** Fills a window with an image's colours: enlarged from a few pixels, for not every browser blurs. */
function drawBlurred(context: CanvasRenderingContext2D, image: ImageBitmap, window: Box): void {
  const small = document.createElement("canvas");
  small.width = small.height = BLURRED_SIDE;
  const whole = { x: 0, y: 0, width: BLURRED_SIDE, height: BLURRED_SIDE };
  drawPart(small.getContext("2d")!, image, coverPart(image, window), whole);
  const { x, y, width, height } = window;
  context.drawImage(small, x, y, width, height);
  small.width = small.height = 0;
}

/** Returns the middle of an image, in a window's shape. */
function coverPart(image: Size, window: Size): Box {
  const scale = Math.min(image.width / window.width, image.height / window.height);
  const [width, height] = [window.width * scale, window.height * scale];
  return { x: (image.width - width) / 2, y: (image.height - height) / 2, width, height };
}

function drawPart(context: CanvasRenderingContext2D, image: ImageBitmap, from: Box, to: Box): void {
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(
    image,
    ...[from.x, from.y, from.width, from.height],
    ...([to.x, to.y, to.width, to.height] as [number, number, number, number]),
  );
}
