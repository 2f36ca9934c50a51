/** Reads an orientation from EXIF, and says how it turns an image; no decoder's own reading counts. */
import { latin } from "./imageFormats.js";

/**
 * Returns the orientation in an EXIF block or a TIFF file, 1 to 8; 1 for none that is valid. Of several
 * entries the first valid one counts. A valid one is a single BYTE, SHORT or LONG.
 */
export function exifOrientation(exif: Uint8Array): number {
  // JPEG's prefix; some writers keep it in other formats.
  const block = latin(exif, 0, 5) === "Exif\0" ? exif.subarray(6) : exif;
  const values = orientationEntries(block).map(([, value]) => value);
  return values.find((value) => value >= 1 && value <= 8) ?? 1;
}

const ORIENTATION = 0x112;

/**
 * Lists the orientations in the first directory of a TIFF: the offset of the directory's entry, and its
 * value; 0 for one of another type. The source of the numbers is in Python's `orientation.py`.
 */
export function orientationEntries(tiff: Uint8Array): [at: number, value: number][] {
  const order = latin(tiff, 0, 2);
  const little = order === "II";
  const number = (at: number, size: number): number => {
    let value = 0;
    for (let n = 0; n < size; n++) value = value * 256 + tiff[little ? at + size - 1 - n : at + n]!;
    return value;
  };
  const found: [number, number][] = [];
  const version = number(2, 2);
  if ((!little && order !== "MM") || tiff.length < 16 || (version !== 42 && version !== 43)) {
    return found;
  }
  const [word, counter, size] = version === 43 ? [8, 8, 20] : [4, 2, 12];
  const first = number(word, word) + counter;
  if (first > tiff.length) return found;
  const end = Math.min(first + number(first - counter, counter) * size, tiff.length - size + 1);
  for (let at = first; at < end; at += size) {
    if (number(at, 2) !== ORIENTATION) continue;
    const width = [0, 1, 0, 2, 4][number(at + 2, 2)] ?? 0; // by type: BYTE, SHORT, LONG
    found.push([at, number(at + 4, word) === 1 ? number(at + 4 + word, width) : 0]);
  }
  return found;
}

/** How the axes of a file lie in the upright image: x' = a x + c y and y' = b x + d y, then shifted. */
export type Turn = readonly [a: number, b: number, c: number, d: number];

/** The turns by orientation, from 1; EXIF 2.32, 4.6.4. */
export const TURNS = [
  [1, 0, 0, 1],
  [1, 0, 0, 1],
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, 1, -1, 0],
  [0, -1, -1, 0],
  [0, -1, 1, 0],
] as const satisfies readonly Turn[];

/** A rectangle: left, top, width, height. */
export type Part = readonly [left: number, top: number, width: number, height: number];

/** Returns the part of a file's image that lies in a part of the upright one. */
export function partInFile(
  [a, b, c, d]: Turn,
  file: { width: number; height: number },
  part: Part,
): Part {
  const [left, top, width, height] = a === 0 ? [part[1], part[0], part[3], part[2]] : part;
  return [
    a + b < 0 ? file.width - left - width : left,
    c + d < 0 ? file.height - top - height : top,
    width,
    height,
  ];
}
