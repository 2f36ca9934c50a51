/**
 * Checks that an image's file is whole. Browsers show the rest of a truncated one in grey; Python
 * refuses it, and so does the runtime.
 */
import { crc32 } from "../../bytes/crc32.js";
import { InputDamagedError } from "../../errors.js";
import { latin, type Format } from "./imageFormats.js";

/**
 * Checks a JPEG or PNG to its end.
 * @throws InputDamagedError - the file ends too early, or a checksum is wrong.
 */
export function checkWhole(bytes: Uint8Array, format: Format, name: string): void {
  const wrong = format === "JPEG" ? jpeg(bytes) : format === "PNG" ? png(bytes) : null;
  if (wrong === null) return;
  throw new InputDamagedError(
    `${name} is a damaged ${format}: ${wrong}. Save or download it again.`,
  );
}

const EARLY = "it ends too early";

/** Walks from segment to segment, then through the coded pixels, up to the end mark. */
function jpeg(bytes: Uint8Array): string | null {
  let at = 2;
  while (at + 3 < bytes.length) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) return "its segments are not in their place";
    if (marker === 0xff) {
      at++;
    } else if (marker === 0xd9) {
      return null;
    } else {
      at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
      if (marker === 0xda) {
        // Within coded pixels a real FF is followed by 00, and restarts are D0 to D7.
        for (; ; at++) {
          at = bytes.indexOf(0xff, at);
          if (at < 0 || at + 1 >= bytes.length) return EARLY;
          const next = bytes[at + 1]!;
          if (next === 0xd9) return null;
          if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) break;
        }
      }
    }
  }
  return bytes[at] === 0xff && bytes[at + 1] === 0xd9 ? null : EARLY;
}

/** Checks every chunk that matters for the pixels, up to the end mark. */
function png(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length;) {
    const kind = latin(bytes, at + 4, at + 8);
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) break;
    // An upper-case first letter marks what can't be ignored; tRNS is alpha.
    const matters = /^[A-Z]/.test(kind) || kind === "tRNS";
    if (matters && crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      return `the checksum of its chunk ${kind} is wrong`;
    }
    if (kind === "IEND") return null;
    at = end;
  }
  return EARLY;
}
