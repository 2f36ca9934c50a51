/** The format and the size of an image file, read from the beginning of its bytes. */
import { viewOf } from "../../bytes/bytes.js";
import { InputDamagedError, InputFormatError } from "../../errors.js";

export type Format = "JPEG" | "PNG" | "WebP" | "GIF" | "BMP" | "AVIF" | "HEIC" | "TIFF";

const TAKEN = "JPEG, PNG, WebP, GIF, BMP or AVIF";

// Files that are given by mistake, named so that the mistake is seen.
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(!doctype\s+html|html)/i, "is a web page (HTML)"],
  [/^\s*(<\?xml[^>]*>\s*)?(<!--|<!doctype\s+svg|<svg)/i, "is a drawing (SVG)"],
  [/^%PDF/, "is a PDF"],
  [/^%!PS/, "is PostScript"],
  [/^8BPS/, "is a Photoshop file"],
  [/^\x00\x00\x01\x00/, "is an icon (ICO)"],
  [/^.{4}ftyp/s, "is a video"],
  [/^PK\x03\x04/, "is a zip file"],
];

/**
 * Returns the format of a file's content.
 * @throws InputDamagedError - the file is empty.
 * @throws InputFormatError - the format is none that is read here.
 */
export function sniffFormat(bytes: Uint8Array, name: string): Format {
  if (bytes.length === 0) {
    throw new InputDamagedError(`${name} is empty (0 bytes). Save or download it again.`);
  }
  const head = latin(bytes, 0, 512);
  if (head.startsWith("\xff\xd8\xff")) return "JPEG";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "PNG";
  if (/^RIFF.{4}WEBP/s.test(head)) return "WebP";
  if (/^GIF8[79]a/.test(head)) return "GIF";
  if (head.startsWith("BM")) return "BMP";
  if (/^(II[*+]\x00|MM\x00[*+])/.test(head)) return "TIFF";
  if (head.slice(4, 8) === "ftyp") {
    const brands = head.slice(8, 64);
    if (/avif|avis/.test(brands)) return "AVIF";
    if (/hei[cxms]|hev[cx]|mif1|msf1/.test(brands)) return "HEIC";
  }
  for (const [beginning, what] of OTHERS) {
    if (beginning.test(head)) {
      throw new InputFormatError(`${name} ${what}, not an image that can be read. Give ${TAKEN}.`);
    }
  }
  const begin = JSON.stringify(head.slice(0, 12));
  throw new InputFormatError(
    `${name} is not an image: its content begins with ${begin}. Give ${TAKEN}.`,
  );
}

/** Returns the media type of a file's content, such as `image/jpeg`. */
export function mediaTypeOf(bytes: Uint8Array): string {
  return `image/${sniffFormat(bytes, "the image").toLowerCase()}`;
}

/**
 * Returns an image's width and height without decoding it; null where its header hides them.
 * @param bytes - the file; of a JPEG the header of its frame.
 */
export function imageSizeOf(
  bytes: Uint8Array,
  format: Format,
): { width: number; height: number } | null {
  const view = viewOf(bytes);
  try {
    switch (format) {
      case "PNG":
        return { width: view.getUint32(16), height: view.getUint32(20) };
      case "GIF":
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
      case "BMP":
        return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
      case "WebP":
        return sizeOfWebp(view, latin(bytes, 12, 16));
      case "JPEG":
        return { width: view.getUint16(3), height: view.getUint16(1) };
      default:
        return null;
    }
  } catch {
    return null; // too short: the decoder refuses it
  }
}

function sizeOfWebp(view: DataView, chunk: string): { width: number; height: number } | null {
  if (chunk === "VP8X") {
    const three = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
    return { width: three(24) + 1, height: three(27) + 1 };
  }
  if (chunk === "VP8L") {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === "VP8 ") {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return null;
}

/** Returns bytes as characters of the same numbers. */
export function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
