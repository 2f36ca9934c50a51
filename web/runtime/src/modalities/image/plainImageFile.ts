/**
 * Takes metadata out of an image's file, and the orientation out of the metadata. A decoder that gets no
 * metadata can't fail on it or turn the image as it likes. Python's `plain_image_file.py` returns the same
 * bytes; contract/README.md has the rules.
 */
import { concatenate, copyOf, viewOf } from "../../bytes/bytes.js";
import { crc32 } from "../../bytes/crc32.js";
import { InputDamagedError } from "../../errors.js";
import { messageOf } from "../../messageOf.js";
import type { InputLimits } from "../sources/inputLimits.js";
import { checkSize } from "./image.js";
import { imageSizeOf, latin, sniffFormat, type Format } from "./imageFormats.js";
import { exifOrientation, orientationEntries } from "./orientation.js";

/** An image's file without its metadata; the pixels are coded as they were. */
export interface PlainImageFile {
  readonly format: Format;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** EXIF's orientation, 1 to 8. */
  readonly orientation: number;
  /** Whether the end mark is there; only a JPEG is read without one. */
  readonly hasEnd: boolean;
}

/**
 * Checks an image's file, and returns it without its metadata.
 * @throws InputFormatError - the format is none that is read here.
 * @throws InputTypeError - a side is 0.
 * @throws InputTooLargeError - there are more pixels than the limit.
 * @throws InputDamagedError - the file is empty; a JPEG or PNG is truncated, or damaged where the pixels
 *   need it.
 */
export function plainImageFile(
  bytes: Uint8Array,
  name: string,
  limits: InputLimits,
): PlainImageFile {
  const format = sniffFormat(bytes, name);
  let found: Parts;
  try {
    found = READERS[format]?.(bytes) ?? { plain: bytes };
  } catch (cause) {
    throw damaged(name, format, messageOf(cause), cause);
  }
  const { plain, frame = bytes, exif, hasEnd = true } = found;
  const size = imageSizeOf(frame, format);
  if (size) checkSize(size.width, size.height, name, limits);
  const orientation = exif ? exifOrientation(exif) : 1;
  return { format, bytes: plain as Uint8Array<ArrayBuffer>, orientation, hasEnd };
}

/** Returns the error for a file that can't be decoded. */
export function damaged(
  name: string,
  format: Format,
  reason: string,
  cause: unknown,
): InputDamagedError {
  return new InputDamagedError(
    `${name} is a damaged ${format}: ${reason}. Save or download it again.`,
    { cause },
  );
}

/** What stays of a file, a JPEG's frame, and the first block of EXIF. */
interface Parts {
  readonly plain: Uint8Array;
  readonly frame?: Uint8Array;
  readonly exif?: Uint8Array | undefined;
  readonly hasEnd?: boolean;
}

/** The parts of a file that stay; parts that touch are one. */
class Kept {
  readonly #bounds: number[];

  /** @param end - the end of the first part, which begins with the file. */
  constructor(
    private readonly bytes: Uint8Array,
    end: number,
  ) {
    this.#bounds = [0, end];
  }

  keep(start: number, end: number): void {
    const bounds = this.#bounds;
    if (bounds.at(-1) === start) bounds[bounds.length - 1] = end;
    else bounds.push(start, end);
  }

  joined(): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < this.#bounds.length; at += 2) {
      parts.push(this.bytes.subarray(this.#bounds[at], this.#bounds[at + 1]));
    }
    return concatenate(parts);
  }
}

const EARLY = "it ends too early";
const READERS: Partial<Record<Format, (bytes: Uint8Array) => Parts>> = {
  JPEG: jpeg,
  PNG: png,
  WebP: webp,
  TIFF: tiff,
};

/** Drops EXIF and XMP, and what stands between segments or behind the end. */
function jpeg(bytes: Uint8Array): Parts {
  const kept = new Kept(bytes, 2);
  let exif: Uint8Array | undefined;
  let frame = bytes.subarray(0, 0);
  const scans: Uint8Array[] = [];
  for (let at = nextSegment(bytes, 2); at >= 0;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xd9) {
      kept.keep(at, at + 2);
      return { plain: kept.joined(), frame, exif };
    }
    let end = at + 2 + Math.max(2, bytes[at + 2]! * 256 + bytes[at + 3]!);
    if (!(end <= bytes.length)) throw new Error(EARLY); // NaN, where the length is cut off
    const body = bytes.subarray(at + 4, end);
    const from = end;
    end = nextSegment(bytes, end);
    if (marker === 0xe1) {
      if (scans.length === 0 && latin(body, 0, 5) === "Exif\0") exif ??= body;
    } else {
      if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) frame = body;
      kept.keep(at, from);
      if (marker === 0xda) {
        scans.push(body);
        kept.keep(from, end < 0 ? bytes.length : end);
      }
    }
    at = end;
  }
  if (!allScanned(frame, scans)) throw new Error(EARLY);
  const whole = kept.joined();
  let length = whole.length;
  while (whole[length - 1] === 0xff) length--; // half an end mark
  return { plain: whole.subarray(0, length), frame, exif, hasEnd: false };
}

/** Returns where a marker with a body, or the end mark, begins; -1 for none. */
function nextSegment(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  // Within coded pixels FF is followed by 00, or by D0 to D7.
  for (; at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker > 1 && marker < 0xff && (marker < 0xd0 || marker > 0xd8)) break;
  }
  return at;
}

/** Whether the scans bring all 64 coefficients of all components in full precision. */
function allScanned(frame: Uint8Array, scans: Uint8Array[]): boolean {
  const every = (bytes: Uint8Array, from: number, step: number): number[] =>
    [...bytes].filter((_, at) => at >= from && (at - from) % step === 0);
  const components = every(frame, 6, 3);
  const counts = components.map((component) =>
    scans.reduce((sum, scan) => {
      const [first, last, precision] = scan.subarray(-3) as unknown as [number, number, number];
      const counted = precision % 16 === 0 && every(scan.slice(0, -3), 1, 2).includes(component);
      return counted ? sum + last - first + 1 : sum;
    }, 0),
  );
  return counts.length > 0 && Math.min(...counts) >= 64;
}

/** Keeps only the chunks that the pixels need; an APNG's frames go, its default image stays. */
function png(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const kept = new Kept(bytes, 8);
  let exif: Uint8Array | undefined;
  let alphaMayCome = true;
  let colours = 0;
  for (let at = 8; at + 12 <= bytes.length;) {
    const kind = latin(bytes, at + 4, at + 8);
    const size = view.getUint32(at);
    const end = at + 12 + size;
    if (end > bytes.length) break;
    // An upper-case first letter marks a critical chunk; tRNS is alpha.
    const isAlpha = kind === "tRNS";
    let needed = isAlpha || /^[A-Z]/.test(kind);
    if (needed || (kind === "eXIf" && !exif)) {
      const whole = crc32(bytes.subarray(at + 4, end - 4)) === view.getUint32(end - 4);
      if (needed && !whole) throw new Error(`the checksum of its chunk ${kind} is wrong`);
      if (needed && !isAlpha && !/IHDR|PLTE|IDAT|IEND/.test(kind)) {
        throw new Error(`its chunk ${kind} is of no known kind`);
      }
      if (kind === "PLTE") colours = Math.floor(size / 3);
      if (isAlpha) {
        // Of no use where it is out of place, or too long or short; 0 is grey, 2 RGB, 3 a palette.
        const colour = bytes[25];
        const fits = colour === 3 ? size > 0 && size <= colours : size === [2, 0, 6][colour!];
        needed = alphaMayCome && fits && colour !== 1;
      }
      if (isAlpha ? needed : kind === "IDAT") alphaMayCome = false;
      if (needed) kept.keep(at, end);
      else if (whole && kind === "eXIf") exif = bytes.subarray(at + 8, end - 4);
    }
    if (kind === "IEND") return { plain: kept.joined(), exif };
    at = end;
  }
  throw new Error(EARLY);
}

/** Renames the chunks of EXIF, whether or not the file's flag announces them. */
function webp(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const plain = copyOf(bytes);
  let exif: Uint8Array | undefined;
  const end = bytes.length < 12 ? 0 : Math.min(bytes.length, 8 + view.getUint32(4, true));
  for (let at = 12; at + 8 <= end;) {
    const kind = latin(bytes, at, at + 4);
    const size = view.getUint32(at + 4, true);
    if (kind === "EXIF") {
      exif ??= bytes.subarray(at + 8, Math.min(at + 8 + size, end));
      plain.set([0x6e, 0x6f, 0x6e, 0x65], at); // none
    } else if (kind === "VP8X" && at + 8 < end) {
      plain[at + 8]! &= ~0x08; // the flag
    }
    at += 8 + size + (size % 2);
  }
  return { plain, exif };
}

/** Renames the entries that turn the image, by one to 275, which means nothing. */
function tiff(bytes: Uint8Array): Parts {
  const plain = copyOf(bytes);
  for (const [at, value] of orientationEntries(bytes)) {
    if (value !== 1) plain[at + (bytes[0] === 0x49 ? 0 : 1)]! += 1;
  }
  return { plain, exif: bytes };
}
