/** Turns an image upright by its EXIF orientation, where the browser does not do it. */
import { latin } from "./imageFormats.js";
import type { ImageValue } from "./image.js";

/** Returns the EXIF orientation of a WebP file, 1 to 8; 1 where there is none or it makes no sense. */
export function orientationOfWebp(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    if (latin(bytes, at, at + 4) === "EXIF") {
      return orientationOf(bytes.subarray(at + 8, at + 8 + size));
    }
    at += 8 + size + (size % 2);
  }
  return 1;
}

const ORIENTATION = 0x112;

function orientationOf(exif: Uint8Array): number {
  const begin = latin(exif, 0, 6) === "Exif\0\0" ? 6 : 0; // some writers keep JPEG's prefix
  const view = new DataView(exif.buffer, exif.byteOffset + begin, exif.byteLength - begin);
  try {
    const little = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, little);
    const count = view.getUint16(directory, little);
    for (let entry = 0; entry < count; entry++) {
      const at = directory + 2 + 12 * entry;
      if (view.getUint16(at, little) !== ORIENTATION) continue;
      const value = view.getUint16(at + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch {
    // Broken metadata don't spoil good pixels.
  }
  return 1;
}

/** Returns the image as it is meant to be seen; itself where it stands upright. */
export function uprightImage(image: ImageValue, orientation: number): ImageValue {
  if (orientation === 1) return image;
  const swapped = orientation >= 5;
  const [width, height] = swapped ? [image.height, image.width] : [image.width, image.height];
  // Where a point of the upright image lies in the file's: EXIF 2.32, 4.6.4.
  const toRight = [2, 3, 7, 8].includes(orientation); // the file's columns run the other way
  const toBottom = [3, 4, 6, 7].includes(orientation); // and its rows
  return {
    width,
    height,
    read(left, top, partWidth, partHeight) {
      const [fileLeft, fileTop, fileWidth, fileHeight] = swapped
        ? [top, left, partHeight, partWidth]
        : [left, top, partWidth, partHeight];
      const from = image.read(
        toRight ? image.width - fileLeft - fileWidth : fileLeft,
        toBottom ? image.height - fileTop - fileHeight : fileTop,
        fileWidth,
        fileHeight,
      );
      const source = asPixels(from);
      const result = new Uint8Array(from.length);
      const target = asPixels(result);
      for (let y = 0, to = 0; y < partHeight; y++) {
        for (let x = 0; x < partWidth; x++) {
          const column = swapped ? y : x;
          const row = swapped ? x : y;
          target[to++] =
            source[
              (toBottom ? fileHeight - 1 - row : row) * fileWidth +
                (toRight ? fileWidth - 1 - column : column)
            ]!;
        }
      }
      return result;
    },
    close: () => image.close(),
  };
}

/** Views pixels as numbers of four bytes each. */
function asPixels(bytes: Uint8Array | Uint8ClampedArray): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
