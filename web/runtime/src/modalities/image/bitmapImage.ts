/** The pixels of an image that a browser has decoded. */
import type { InputLimits } from "../sources/inputLimits.js";
import { checkSize, type ImageValue } from "./image.js";

type Bitmap = ImageBitmap | VideoFrame;

// A frame may lie on the graphics card, where every read costs; a large photo does not, and a canvas
// of its size would be as much memory again (more than some phones give a canvas).
const MOST_AT_ONCE = 4_000_000; // pixels that are drawn in one piece

/** An image that is drawn over white, all of it or strip by strip. */
export class BitmapImage implements ImageValue {
  readonly width: number;
  readonly height: number;
  #bitmap: Bitmap | null;
  readonly #whole: OffscreenCanvasRenderingContext2D | null;

  constructor(bitmap: Bitmap, name: string, limits: InputLimits) {
    ({ width: this.width, height: this.height } = sizeOfBitmap(bitmap));
    this.#bitmap = bitmap;
    try {
      checkSize(this.width, this.height, name, limits);
    } catch (error) {
      bitmap.close();
      throw error;
    }
    this.#whole =
      this.width * this.height > MOST_AT_ONCE
        ? null
        : draw(bitmap, 0, 0, this.width, this.height, makeCanvas(this.width, this.height));
  }

  read(left: number, top: number, width: number, height: number): Uint8ClampedArray {
    if (this.#bitmap === null) throw new Error("the image was closed");
    if (this.#whole) return this.#whole.getImageData(left, top, width, height).data;
    const strip = draw(this.#bitmap, left, top, width, height, canvasForStrip(width, height));
    return strip.getImageData(0, 0, width, height).data;
  }

  close(): void {
    this.#bitmap?.close();
    this.#bitmap = null;
    if (this.#whole) this.#whole.canvas.width = this.#whole.canvas.height = 0; // at once
  }
}

/** Returns a bitmap's size as it is shown. */
export function sizeOfBitmap(bitmap: Bitmap): { width: number; height: number } {
  return "displayWidth" in bitmap
    ? { width: bitmap.displayWidth, height: bitmap.displayHeight }
    : { width: bitmap.width, height: bitmap.height };
}

let strip: OffscreenCanvasRenderingContext2D | null = null;

/** Returns the one canvas for all strips: images are read one after the other. */
function canvasForStrip(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const { width: has, height: rows } = strip?.canvas ?? { width: 0, height: 0 };
  if (!strip || has < width || rows < height || has > 2 * width) strip = makeCanvas(width, height);
  return strip;
}

function makeCanvas(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error(`no canvas of ${width} x ${height} pixels can be had here`);
  context.imageSmoothingEnabled = false;
  return context;
}

/** Draws a part of a bitmap over white; returns the canvas. */
function draw(
  bitmap: Bitmap,
  left: number,
  top: number,
  width: number,
  height: number,
  canvas: OffscreenCanvasRenderingContext2D,
): OffscreenCanvasRenderingContext2D {
  canvas.fillStyle = "#fff";
  canvas.fillRect(0, 0, width, height);
  canvas.drawImage(bitmap, left, top, width, height, 0, 0, width, height);
  return canvas;
}
