/** Fits an image into a graph's square: by a crop, or with a margin. */
import { cropOf, type ImageValue } from "./image.js";
import { stretch } from "./resize.js";

/** A part of an image, in whole pixels. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An image fitted into a square; a point of it came from ((x - dx) / scale, (y - dy) / scale). */
export interface Letterbox {
  /** size x size RGB pixels. */
  readonly pixels: Uint8Array;
  readonly size: number;
  readonly scale: number;
  /** The empty columns to the left, and the empty rows above. */
  readonly dx: number;
  readonly dy: number;
}

/** Returns the centre square whose side is `crop` of the shorter side. */
export function cropBox(width: number, height: number, crop: number): Rectangle {
  const side = Math.max(1, Math.floor(Math.min(width, height) * crop));
  const left = Math.floor((width - side) / 2);
  const top = Math.floor((height - side) / 2);
  return { left, top, width: side, height: side };
}

/** Returns the centre of an image as size x size RGB pixels: cropped first, then resized. */
export function cropAndResize(image: ImageValue, size: number, crop: number): Uint8Array {
  return stretch(cropOf(image, cropBox(image.width, image.height, crop)), size, size);
}

/** Returns an image as large as it fits into a square, in its middle, the rest filled with a grey. */
export function letterbox(image: ImageValue, size: number, fill: number): Letterbox {
  const { width, height } = image;
  const scale = Math.min(size / width, size / height);
  const innerWidth = Math.max(1, Math.floor(width * scale + 0.5));
  const innerHeight = Math.max(1, Math.floor(height * scale + 0.5));
  const dx = Math.floor((size - innerWidth) / 2);
  const dy = Math.floor((size - innerHeight) / 2);
  const pixels = new Uint8Array(size * size * 3).fill(fill);
  const inner = stretch(image, innerWidth, innerHeight);
  for (let y = 0; y < innerHeight; y++) {
    const row = inner.subarray(y * innerWidth * 3, (y + 1) * innerWidth * 3);
    pixels.set(row, ((dy + y) * size + dx) * 3);
  }
  return { pixels, size, scale, dx, dy };
}
