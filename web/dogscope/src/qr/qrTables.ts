/** The tables of ISO/IEC 18004 for the versions 1 to 25. */

/** The share of a code that may be lost: 7, 15 and 25 %. */
export type ErrorLevel = "L" | "M" | "Q";

export const MOST_VERSION = 25;

/** Error-correction codewords of a block, by version from 1. */
const CHECK_WORDS: Readonly<Record<ErrorLevel, readonly number[]>> = {
  L: [
    7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30,
    26,
  ],
  M: [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
    28,
  ],
  Q: [
    13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30,
    30,
  ],
};

/** Blocks, by version from 1. */
const BLOCKS: Readonly<Record<ErrorLevel, readonly number[]>> = {
  L: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12],
  M: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21],
  Q: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29],
};

/** The two bits that name a level in a code. */
export const LEVEL_BITS: Readonly<Record<ErrorLevel, number>> = { L: 1, M: 0, Q: 3 };

/** Returns the modules of a side. */
export function sizeOf(version: number): number {
  return 17 + 4 * version;
}

export function checkWords(version: number, level: ErrorLevel): number {
  return CHECK_WORDS[level][version - 1]!;
}

export function blockCount(version: number, level: ErrorLevel): number {
  return BLOCKS[level][version - 1]!;
}

/** Returns where the centres of the alignment patterns are, in both directions. */
export function alignmentCentres(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = sizeOf(version) - 7;
  const step = 2 * Math.ceil((last - 6) / (2 * (count - 1)));
  return [6, ...Array.from({ length: count - 1 }, (_, at) => last - step * (count - 2 - at))];
}

/** Returns all codewords of a version: those of the data and of the error correction. */
export function allWords(version: number): number {
  const size = sizeOf(version);
  const centres = alignmentCentres(version).length;
  const finders = 3 * 64;
  const timing = 2 * (size - 16);
  const formats = 31;
  const versions = version >= 7 ? 36 : 0;
  // Three of the alignment patterns would lie on finders; those at the edges share the timing.
  const alignments = centres === 0 ? 0 : 25 * (centres ** 2 - 3) - 10 * (centres - 2);
  return Math.floor((size ** 2 - finders - timing - formats - versions - alignments) / 8);
}

export function dataWords(version: number, level: ErrorLevel): number {
  return allWords(version) - checkWords(version, level) * blockCount(version, level);
}
