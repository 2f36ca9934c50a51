/** Raw pixels that people give, checked. */
import { InputTypeError } from "../../errors.js";
import type { WireSource } from "../../host/protocol.js";

/** Raw pixels: 3 bytes (RGB) or 4 (RGBA) each, row by row. */
export interface RawPixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export function isRaw(source: unknown): source is RawPixels {
  if (source === null || typeof source !== "object" || !("data" in source)) return false;
  return source.data instanceof Uint8Array || source.data instanceof Uint8ClampedArray;
}

/**
 * Takes a copy: the caller may go on drawing, and alpha is laid over white in place.
 * @throws InputTypeError - the sides are no whole numbers, or the bytes are not so many pixels.
 */
export function wirePixels({ data, width, height }: RawPixels, name: string): WireSource {
  const channels = data.length / (width * height);
  if (!Number.isInteger(width) || !Number.isInteger(height) || (channels !== 3 && channels !== 4)) {
    throw new InputTypeError(
      `${name}: ${data.length} bytes are not ${width} x ${height} pixels of 3 (RGB) or 4 (RGBA).`,
    );
  }
  // Not slice(), which for Node's Buffer is a view.
  return { kind: "pixels", data: new Uint8Array(data), width, height, name };
}
