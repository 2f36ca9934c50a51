/** Fits an image into a graph's square: by a crop, with a margin, or stretched. */
import { DETECTION } from "../../contract.js";
import { cropOf, type ImageValue } from "./image.js";
import { stretch } from "./resize.js";

/** A part of an image, in whole pixels. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An image fitted into a square; a point of it came from ((x - dx) / scaleX, (y - dy) / scaleY). */
export interface FittedImage {
  /** size x size RGB pixels. */
  readonly pixels: Uint8Array;
  readonly size: number;
  /** The columns and rows that show the image. */
  readonly width: number;
  readonly height: number;
  /** The empty columns to the left, and the empty rows above. */
  readonly dx: number;
  readonly dy: number;
  readonly scaleX: number;
  readonly scaleY: number;
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
export function letterbox(image: ImageValue, size: number, fill: number): FittedImage {
  const scale = Math.min(size / image.width, size / image.height);
  const width = Math.max(1, Math.floor(image.width * scale + 0.5));
  const height = Math.max(1, Math.floor(image.height * scale + 0.5));
  return inSquare(image, { size, width, height, scaleX: scale, scaleY: scale }, fill);
}

/**
 * Returns an image stretched into a square, its proportions changed by at most 1.5; one that is
 * longer lies in the middle, the rest filled with a grey.
 */
export function stretchToSquare(image: ImageValue, size: number, fill: number): FittedImage {
  const longer = Math.max(image.width, image.height);
  const inner = (side: number): number =>
    Math.min(
      size,
      Math.max(1, Math.floor(size * ((DETECTION.most_stretch * side) / longer) + 0.5)),
    );
  const [width, height] = [inner(image.width), inner(image.height)];
  const scales = { scaleX: width / image.width, scaleY: height / image.height };
  return inSquare(image, { size, width, height, ...scales }, fill);
}

/** Lays an image, stretched to a width and height, into the middle of a square. */
function inSquare(
  image: ImageValue,
  place: Omit<FittedImage, "pixels" | "dx" | "dy">,
  fill: number,
): FittedImage {
  const { size, width, height } = place;
  const dx = Math.floor((size - width) / 2);
  const dy = Math.floor((size - height) / 2);
  const inner = stretch(image, width, height);
  if (width === size && height === size) return { ...place, pixels: inner, dx, dy };
  const pixels = new Uint8Array(size * size * 3).fill(fill);
  for (let y = 0; y < height; y++) {
    const row = inner.subarray(y * width * 3, (y + 1) * width * 3);
    pixels.set(row, ((dy + y) * size + dx) * 3);
  }
  return { ...place, pixels, dx, dy };
}
