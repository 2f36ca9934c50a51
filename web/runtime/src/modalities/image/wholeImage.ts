/** Decodes a file, and refuses what a decoder would fill in. */
import { concatenate } from "../../bytes/bytes.js";
import type { ImageValue } from "./image.js";
import { damaged, type PlainImageFile } from "./plainImageFile.js";

type Bytes = Uint8Array<ArrayBuffer>;

const END = Uint8Array.of(0xff, 0xd9);
// Decoders fill in what a JPEG's coded pixels lack. Two endings that begin with different bits fill it
// in differently, unless nothing is missing.
const OTHER = Uint8Array.from({ length: 127 }, (_, at) => 128 + at);
const ROWS = 64; // to compare at once

/**
 * Decodes a file; one without an end mark twice, with two endings.
 * @throws InputDamagedError - the file ends too early.
 */
export async function decodeWhole(
  file: PlainImageFile,
  name: string,
  decode: (bytes: Bytes) => Promise<ImageValue>,
): Promise<ImageValue> {
  if (file.hasEnd) return decode(file.bytes);
  const image = await decode(concatenate([file.bytes, END]));
  const other = await decode(concatenate([file.bytes, OTHER, END]));
  const same = isSame(image, other);
  other.close();
  if (same) return image;
  image.close();
  throw damaged(name, file.format, "it ends too early", undefined);
}

/** Whether two images of the same size have the same pixels. */
function isSame(image: ImageValue, other: ImageValue): boolean {
  const { width, height } = image;
  for (let top = 0; top < height; top += ROWS) {
    const rows = Math.min(ROWS, height - top);
    const part = image.read(0, top, width, rows).slice(); // the next read may use its memory
    const second = other.read(0, top, width, rows);
    if (part.some((value, at) => value !== second[at])) return false;
  }
  return true;
}
