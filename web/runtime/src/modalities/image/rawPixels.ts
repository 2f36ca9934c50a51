/** Raw pixels as a caller gives them. */
import { InputTypeError } from "../../errors.js";
import type { InputLimits } from "../sources/inputLimits.js";
import { checkSize, layOverWhite, MemoryImage } from "./image.js";
import type { PixelPayload } from "./imagePayload.js";

/** Raw pixels: 3 bytes (RGB) or 4 (RGBA) each, row by row. */
export interface RawPixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export function isRawPixels(source: unknown): source is RawPixels {
  if (source === null || typeof source !== "object" || !("data" in source)) return false;
  return source.data instanceof Uint8Array || source.data instanceof Uint8ClampedArray;
}

/**
 * Packs a copy: the caller may go on drawing, and alpha is laid over white in place.
 * @throws InputTypeError - the sides are no whole numbers, or the bytes are not so many pixels.
 */
export function packPixels({ data, width, height }: RawPixels, name: string): PixelPayload {
  const channels = data.length / (width * height);
  if (!Number.isInteger(width) || !Number.isInteger(height) || (channels !== 3 && channels !== 4)) {
    throw new InputTypeError(
      `${name}: ${data.length} bytes are not ${width} x ${height} pixels of 3 (RGB) or 4 (RGBA).`,
    );
  }
  // Not slice(), which for Node's Buffer is a view.
  return { kind: "pixels", data: new Uint8Array(data), width, height, name };
}

/** Makes an image of packed pixels. */
export function imageOfPixels(
  { data, width, height, name }: PixelPayload,
  limits: InputLimits,
): MemoryImage {
  checkSize(width, height, name, limits);
  const channels = data.length === width * height * 3 ? 3 : 4;
  if (channels === 4) layOverWhite(data);
  return new MemoryImage(width, height, data, channels);
}
