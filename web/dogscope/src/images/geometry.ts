/** Boxes in an image, in its pixels. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Returns the box of a whole image. */
export function wholeOf({ width, height }: Size): Box {
  return { x: 0, y: 0, width, height };
}

/** Scales a box together with its image. */
export function scaleBox({ x, y, width, height }: Box, by: number): Box {
  return { x: by * x, y: by * y, width: by * width, height: by * height };
}

/** Returns the intersection of two boxes over their union, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/** Returns the share of a box that lies within another one, 0 to 1. */
export function shareWithin(part: Box, whole: Box): number {
  const width = Math.min(part.x + part.width, whole.x + whole.width) - Math.max(part.x, whole.x);
  const height = Math.min(part.y + part.height, whole.y + whole.height) - Math.max(part.y, whole.y);
  return (Math.max(width, 0) * Math.max(height, 0)) / (part.width * part.height);
}

/**
 * Returns the square around a box, cut off at the image's edges: the classifier's view of a dog.
 * @param margin - added to the longer side, as a share of it.
 */
export function squareAround(box: Box, margin: number, image: Size): Box {
  const side = Math.max(box.width, box.height) * (1 + margin);
  return clipBox(
    {
      x: box.x + box.width / 2 - side / 2,
      y: box.y + box.height / 2 - side / 2,
      width: side,
      height: side,
    },
    image,
  );
}

/** Returns a whole square that holds a box as far as the image is large enough for it. */
export function squareWithin(box: Box, image: Size): Box {
  const side = Math.min(Math.max(box.width, box.height), image.width, image.height);
  const start = (from: number, length: number, whole: number): number =>
    Math.min(Math.max(from + length / 2 - side / 2, 0), whole - side);
  return {
    x: start(box.x, box.width, image.width),
    y: start(box.y, box.height, image.height),
    width: side,
    height: side,
  };
}

/** Returns the part of a box that lies in the image, in whole pixels, at least one. */
export function clipBox(box: Box, { width, height }: Size): Box {
  const left = Math.min(Math.max(Math.floor(box.x), 0), width - 1);
  const top = Math.min(Math.max(Math.floor(box.y), 0), height - 1);
  const right = Math.min(Math.max(Math.floor(box.x + box.width), left + 1), width);
  const bottom = Math.min(Math.max(Math.floor(box.y + box.height), top + 1), height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Returns the distance of a point to a box's nearest point; 0 within the box. */
export function distanceTo(box: Box, x: number, y: number): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.hypot(dx, dy);
}

/** Copies a part of an image, for a model to look at. */
export async function crop(image: ImageBitmapSource, part: Box): Promise<ImageBitmap> {
  return createImageBitmap(image, part.x, part.y, part.width, part.height);
}
