/** An image that stands upright, as RGBA pixels without transparency, read part by part. */
import { LIMITS } from "../../contract.js";
import { InputTooLargeError, InputTypeError } from "../../errors.js";
import type { InputLimits } from "../sources/inputLimits.js";

/** The value that functions of images take. */
export interface ImageValue {
  /** In pixels, at least 1. */
  readonly width: number;
  readonly height: number;
  /** Reads the pixels of a part that lies within: RGBA, row by row; A has no meaning. */
  read(left: number, top: number, width: number, height: number): Uint8Array | Uint8ClampedArray;
  /** Frees the memory; a read after this is an error. */
  close(): void;
}

/**
 * Refuses an image that has no pixels, or too many.
 * @throws InputTypeError - a side is 0.
 * @throws InputTooLargeError - there are more pixels than the limit.
 */
export function checkSize(width: number, height: number, name: string, limits: InputLimits): void {
  const { maxPixels } = limits;
  const side = LIMITS.web.image_side; // a JPEG's longest, and about the longest of a canvas
  if (!(width >= 1 && height >= 1)) {
    throw new InputTypeError(
      `${name} has no pixels: it is ${width} x ${height}. Give one of at least 1 x 1; an <img> or ` +
        "a <video> must have loaded first.",
    );
  }
  if (width * height > maxPixels || width > side || height > side) {
    throw new InputTooLargeError(
      `${name} has ${width} x ${height} pixels; the limit is ${maxPixels.toLocaleString("en")} in ` +
        `all and ${side.toLocaleString("en")} a side. Give a smaller image.`,
    );
  }
}

/** An image in memory: `channels` bytes a pixel, row by row; 3 for RGB, 4 for RGBA. */
export class MemoryImage implements ImageValue {
  #data: Uint8Array | Uint8ClampedArray | null;

  constructor(
    readonly width: number,
    readonly height: number,
    data: Uint8Array | Uint8ClampedArray,
    private readonly channels: 3 | 4,
  ) {
    this.#data = data;
  }

  read(left: number, top: number, width: number, height: number): Uint8Array | Uint8ClampedArray {
    const data = this.#data;
    if (data === null) throw new Error("the image was closed");
    if (this.channels === 4 && width === this.width) {
      return data.subarray(top * width * 4, (top + height) * width * 4);
    }
    const part = new Uint8Array(width * height * 4);
    let to = 0;
    for (let y = top; y < top + height; y++) {
      let from = (y * this.width + left) * this.channels;
      if (this.channels === 4) {
        part.set(data.subarray(from, from + width * 4), to);
        to += width * 4;
      } else {
        for (const end = to + width * 4; to < end; to += 4, from += 3) {
          part[to] = data[from]!;
          part[to + 1] = data[from + 1]!;
          part[to + 2] = data[from + 2]!;
        }
      }
    }
    return part;
  }

  close(): void {
    this.#data = null;
  }
}

/** Lays pixels with alpha over white, in place: (colour * alpha + 255 * (255 - alpha)) / 255. */
export function layOverWhite(rgba: Uint8Array | Uint8ClampedArray): void {
  for (let at = 3; at < rgba.length; at += 4) {
    const alpha = rgba[at]!;
    if (alpha === 255) continue;
    for (let each = at - 3; each < at; each++) {
      rgba[each] = 255 - alpha + Math.floor((rgba[each]! * alpha + 127) / 255);
    }
    rgba[at] = 255;
  }
}

/** Returns a part of an image as an image; closing the part leaves the whole open. */
export function cropOf(
  image: ImageValue,
  box: { left: number; top: number; width: number; height: number },
): ImageValue {
  return {
    width: box.width,
    height: box.height,
    read: (left, top, width, height) => image.read(box.left + left, box.top + top, width, height),
    close: () => undefined,
  };
}
