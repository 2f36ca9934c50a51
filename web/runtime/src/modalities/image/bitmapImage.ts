/** The pixels of an image that a browser has decoded. */
import type { InputLimits } from "../sources/inputLimits.js";
import { checkSize, type ImageValue } from "./image.js";
import { partInFile, TURNS, type Part, type Turn } from "./orientation.js";

type Bitmap = ImageBitmap | VideoFrame;

// A frame may lie on the graphics card, where every read costs; a large photo does not, and a canvas
// of its size would be as much memory again (more than some phones give a canvas).
const MOST_AT_ONCE = 4_000_000; // pixels that are drawn in one piece

/** An image that is drawn upright over white, all of it or strip by strip. */
export class BitmapImage implements ImageValue {
  readonly width: number;
  readonly height: number;
  #bitmap: Bitmap | null;
  readonly #turn: Turn;
  readonly #whole: OffscreenCanvasRenderingContext2D | null;

  /** @param orientation - EXIF's, 1 to 8; 1 for a bitmap that stands upright. */
  constructor(bitmap: Bitmap, name: string, limits: InputLimits, orientation = 1) {
    const { width, height } = sizeOfBitmap(bitmap);
    this.#bitmap = bitmap;
    this.#turn = TURNS[orientation]!;
    [this.width, this.height] = this.#turn[0] === 0 ? [height, width] : [width, height];
    try {
      checkSize(this.width, this.height, name, limits);
    } catch (error) {
      bitmap.close();
      throw error;
    }
    const canvas = width * height > MOST_AT_ONCE ? null : makeCanvas(this.width, this.height);
    this.#whole = canvas && draw(bitmap, this.#turn, [0, 0, this.width, this.height], canvas);
  }

  read(...part: Part): Uint8ClampedArray {
    if (this.#bitmap === null) throw new Error("the image was closed");
    if (this.#whole) return this.#whole.getImageData(...part).data;
    const [, , width, height] = part;
    const strip = draw(this.#bitmap, this.#turn, part, canvasForStrip(width, height));
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

/** Draws a part of the upright image over white; returns the canvas. */
function draw(
  bitmap: Bitmap,
  turn: Turn,
  part: Part,
  canvas: OffscreenCanvasRenderingContext2D,
): OffscreenCanvasRenderingContext2D {
  const [left, top, width, height] = partInFile(turn, sizeOfBitmap(bitmap), part);
  const [a, b, c, d] = turn;
  // Whole pixels and no smoothing: each one is copied as it is.
  canvas.setTransform(a, b, c, d, a + c < 0 ? part[2] : 0, b + d < 0 ? part[3] : 0);
  canvas.fillStyle = "#fff";
  canvas.fillRect(0, 0, width, height);
  canvas.drawImage(bitmap, left, top, width, height, 0, 0, width, height);
  return canvas;
}
