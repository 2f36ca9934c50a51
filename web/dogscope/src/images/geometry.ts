/** Boxes in a picture, in its pixels. */

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

/** The box in the picture, made larger or smaller. */
export function scaled({ x, y, width, height }: Box, by: number): Box {
  return { x: by * x, y: by * y, width: by * width, height: by * height };
}

/** How much two boxes share: their intersection over their union, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/**
 * The square around a box, as far as the picture goes: what the classifier sees of a dog.
 * @param margin - what is added to the longer side, as a share of it.
 */
export function squareAround(box: Box, margin: number, picture: Size): Box {
  const side = Math.max(box.width, box.height) * (1 + margin);
  return within(
    {
      x: box.x + box.width / 2 - side / 2,
      y: box.y + box.height / 2 - side / 2,
      width: side,
      height: side,
    },
    picture,
  );
}

/** The part of a box that lies in the picture, in whole pixels, at least one. */
export function within(box: Box, { width, height }: Size): Box {
  const left = Math.min(Math.max(Math.floor(box.x), 0), width - 1);
  const top = Math.min(Math.max(Math.floor(box.y), 0), height - 1);
  const right = Math.min(Math.max(Math.floor(box.x + box.width), left + 1), width);
  const bottom = Math.min(Math.max(Math.floor(box.y + box.height), top + 1), height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** How far a point is from a box's nearest point; 0 within it. */
export function distanceTo(box: Box, x: number, y: number): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.hypot(dx, dy);
}
