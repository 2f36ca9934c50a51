/** Resizes made-up pixels, for `tests/web/test_resize_twin.py` to compare with Pillow. */
import { createHash } from "node:crypto";
import {
  cropAndResize,
  letterbox,
  stretchToSquare,
} from "../../src/modalities/image/fitToSquare.js";
import { MemoryImage } from "../../src/modalities/image/image.js";
import { stretch } from "../../src/modalities/image/resize.js";
import { serve } from "./serve.js";

interface Request {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly to: readonly [number, number];
  readonly crop: number;
}

/** Each byte is the upper 8 bits of (index + seed) * 2654435761; and black and white in stripes. */
function made({ width, height, seed }: Request): MemoryImage {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < pixels.length; at++) {
    const noise = Math.imul(at + seed, 2654435761) >>> 24;
    pixels[at] = at % 7 === 0 ? (noise & 1) * 255 : noise;
  }
  return new MemoryImage(width, height, pixels, 3);
}

const sha256 = (pixels: Uint8Array): string => createHash("sha256").update(pixels).digest("hex");

await serve<Request>((request) => {
  const image = made(request);
  return [
    sha256(stretch(image, ...request.to)),
    sha256(cropAndResize(image, 224, request.crop)),
    sha256(letterbox(image, 416, 116).pixels),
    sha256(stretchToSquare(image, 300, 128).pixels),
  ];
});
