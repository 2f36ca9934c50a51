/** An image that was packed: a file, a bitmap of the browser's, or raw pixels. */
import type { Payload } from "../base.js";
import type { FilePayload } from "../sources/filePayload.js";

export interface BitmapPayload {
  readonly kind: "bitmap";
  readonly bitmap: ImageBitmap | VideoFrame;
  readonly name: string;
}

export interface PixelPayload {
  readonly kind: "pixels";
  /** 3 or 4 bytes a pixel, row by row; a copy that is the receiver's own. */
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly name: string;
}

export type ImagePayload = FilePayload | BitmapPayload | PixelPayload;

/** Frees a payload's bitmap at once; other payloads are plain memory. */
export function releaseImage(payload: Payload): void {
  const image = payload as ImagePayload;
  if (image.kind === "bitmap") image.bitmap.close();
}
