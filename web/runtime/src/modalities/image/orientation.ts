/** How a picture is to be turned, where the browser does not do it. */
import { latin } from "./imageFormats.js";
import type { Picture } from "./image.js";

/** EXIF's orientation of a WebP file, 1 to 8; 1 where there is none or it makes no sense. */
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

/** The picture as it is meant to be seen; itself where it stands upright. */
export function turned(picture: Picture, orientation: number): Picture {
  if (orientation === 1) return picture;
  const swapped = orientation >= 5;
  const [width, height] = swapped
    ? [picture.height, picture.width]
    : [picture.width, picture.height];
  // Where a point of the upright picture lies in the file's: EXIF 2.32, 4.6.4.
  const toRight = [2, 3, 7, 8].includes(orientation); // the file's columns run the other way
  const toBottom = [3, 4, 6, 7].includes(orientation); // and its rows
  return {
    width,
    height,
    read(left, top, partWidth, partHeight) {
      const [fileLeft, fileTop, fileWidth, fileHeight] = swapped
        ? [top, left, partHeight, partWidth]
        : [left, top, partWidth, partHeight];
      const from = picture.read(
        toRight ? picture.width - fileLeft - fileWidth : fileLeft,
        toBottom ? picture.height - fileTop - fileHeight : fileTop,
        fileWidth,
        fileHeight,
      );
      const source = pixelsOf(from);
      const result = new Uint8Array(from.length);
      const target = pixelsOf(result);
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
    close: () => picture.close(),
  };
}

/** Four bytes at a time. */
function pixelsOf(bytes: Uint8Array | Uint8ClampedArray): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
