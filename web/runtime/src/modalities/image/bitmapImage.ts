/** Pixels of what a browser has decoded. */
import { checkSize, type Picture } from "./image.js";

type Drawn = ImageBitmap | VideoFrame;

// A frame may lie on the graphics card, where every look costs; a large photo does not, and a canvas
// of its size would be as much memory again (more than some phones give a canvas).
const AT_ONCE = 4_000_000; // pixels that are drawn in one piece

/** A picture that is drawn over white, all of it or strip by strip. */
export class BitmapPicture implements Picture {
  readonly width: number;
  readonly height: number;
  #bitmap: Drawn | null;
  readonly #whole: OffscreenCanvasRenderingContext2D | null;

  constructor(bitmap: Drawn, name: string) {
    this.width = "displayWidth" in bitmap ? bitmap.displayWidth : bitmap.width;
    this.height = "displayHeight" in bitmap ? bitmap.displayHeight : bitmap.height;
    this.#bitmap = bitmap;
    try {
      checkSize(this.width, this.height, name);
    } catch (error) {
      this.close();
      throw error;
    }
    this.#whole =
      this.width * this.height > AT_ONCE
        ? null
        : drawn(bitmap, 0, 0, this.width, this.height, canvas(this.width, this.height));
  }

  read(left: number, top: number, width: number, height: number): Uint8ClampedArray {
    if (this.#bitmap === null) throw new Error("the picture was closed");
    if (this.#whole) return this.#whole.getImageData(left, top, width, height).data;
    const strip = drawn(this.#bitmap, left, top, width, height, stripOf(width, height));
    return strip.getImageData(0, 0, width, height).data;
  }

  close(): void {
    this.#bitmap?.close();
    this.#bitmap = null;
    if (this.#whole) this.#whole.canvas.width = this.#whole.canvas.height = 0; // at once
  }
}

let strip: OffscreenCanvasRenderingContext2D | null = null;

/** One canvas serves all strips: pictures are read one after the other. */
function stripOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const { width: has, height: rows } = strip?.canvas ?? { width: 0, height: 0 };
  if (!strip || has < width || rows < height || has > 2 * width) strip = canvas(width, height);
  return strip;
}

function canvas(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const made = new OffscreenCanvas(width, height);
  const context = made.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error(`no canvas of ${width} x ${height} pixels can be had here`);
  context.imageSmoothingEnabled = false;
  return context;
}

function drawn(
  bitmap: Drawn,
  left: number,
  top: number,
  width: number,
  height: number,
  on: OffscreenCanvasRenderingContext2D,
): OffscreenCanvasRenderingContext2D {
  on.fillStyle = "#fff";
  on.fillRect(0, 0, width, height);
  on.drawImage(bitmap, left, top, width, height, 0, 0, width, height);
  return on;
}
