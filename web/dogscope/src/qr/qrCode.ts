/** Encodes a text as a QR code (ISO/IEC 18004): long runs of digits as digits, the rest as UTF-8. */
import { layOut, type Modules } from "./qrMatrix";
import {
  allWords,
  blockCount,
  checkWords,
  dataWords,
  MOST_VERSION,
  type ErrorLevel,
} from "./qrTables";
import { checkWordsOf } from "./reedSolomon";

export type { Modules } from "./qrMatrix";

/** From this many digits on, a change to the mode of digits saves bits. */
const LEAST_DIGITS = 12;

/** A text that is longer than a code of version 25. */
export class TooLongForQrError extends Error {
  override readonly name = "TooLongForQrError";
}

/** A part of a text in one mode. */
interface Segment {
  readonly isDigits: boolean;
  /** Digits, or characters of one byte each. */
  readonly text: string;
}

/**
 * Encodes a text, in the smallest version that it fits.
 * @param level - how much of the code may be lost.
 * @param mask - 0 to 7; the best one where none is given.
 * @throws TooLongForQrError
 */
export function encodeQr(text: string, level: ErrorLevel, mask: number | null = null): Modules {
  const segments = segmentsOf(text);
  for (let version = 1; version <= MOST_VERSION; version++) {
    const bits = bitsOf(segments, version);
    const room = dataWords(version, level);
    if (bits.length > 8 * room) continue;
    return layOut(interleave(wordsOf(bits, room), version, level), version, level, mask);
  }
  throw new TooLongForQrError(`${text.length} characters are too many for a QR code`);
}

function segmentsOf(text: string): Segment[] {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return bytes
    .split(new RegExp(`(\\d{${LEAST_DIGITS},})`))
    .map((part, at) => ({ isDigits: at % 2 === 1, text: part }))
    .filter((segment) => segment.text !== "");
}

function bitsOf(segments: readonly Segment[], version: number): string {
  return segments
    .map(({ isDigits, text }) => {
      const countBits = isDigits ? (version < 10 ? 10 : 12) : version < 10 ? 8 : 16;
      const head = (isDigits ? "0001" : "0100") + binary(text.length, countBits);
      return head + (isDigits ? digitBits(text) : byteBits(text));
    })
    .join("");
}

/** Three digits take ten bits; two that are left over take seven, and one takes four. */
function digitBits(digits: string): string {
  return digits.replace(/\d{1,3}/g, (few) => binary(Number(few), [4, 7, 10][few.length - 1]!));
}

function byteBits(bytes: string): string {
  return [...bytes].map((each) => binary(each.charCodeAt(0), 8)).join("");
}

function binary(value: number, length: number): string {
  return value.toString(2).padStart(length, "0");
}

/** Fills the bits up to whole words, and those up to the room that there is. */
function wordsOf(bits: string, room: number): Uint8Array {
  const ended = bits + "0".repeat(Math.min(4, 8 * room - bits.length));
  const used = Math.ceil(ended.length / 8);
  const whole = ended.padEnd(8 * used, "0");
  return Uint8Array.from({ length: room }, (_, at) =>
    at < used ? parseInt(whole.slice(8 * at, 8 * at + 8), 2) : (at - used) % 2 === 0 ? 0xec : 0x11,
  );
}

/** Deals the words out to blocks, and takes one of each block in turn: a stain hurts each a little. */
function interleave(words: Uint8Array, version: number, level: ErrorLevel): Uint8Array {
  const count = blockCount(version, level);
  const checks = checkWords(version, level);
  const short = Math.floor(words.length / count);
  const longer = words.length % count; // the last blocks have a word more
  let from = 0;
  const blocks = Array.from({ length: count }, (_, at) => {
    const to = from + short + (at >= count - longer ? 1 : 0);
    const block = words.subarray(from, to);
    from = to;
    return block;
  });
  const made = [
    ...inTurn(blocks, short + 1),
    ...inTurn(
      blocks.map((block) => checkWordsOf(block, checks)),
      checks,
    ),
  ];
  return Uint8Array.from({ length: allWords(version) }, (_, at) => made[at] ?? 0);
}

function inTurn(blocks: readonly Uint8Array[], most: number): number[] {
  return Array.from({ length: most }, (_, at) =>
    blocks.filter((block) => at < block.length).map((block) => block[at]!),
  ).flat();
}
