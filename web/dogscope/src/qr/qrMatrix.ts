/** The modules of a QR code: its fixed patterns, the words between them, and the mask over those. */
import { alignmentCentres, LEVEL_BITS, sizeOf, type ErrorLevel } from "./qrTables";

/** The modules of a code, row by row: true is dark. */
export type Modules = readonly (readonly boolean[])[];

type Mask = (x: number, y: number) => boolean;

const MASKS: readonly Mask[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/**
 * Returns the code of the words.
 * @param words - the words of data and of error correction, as they follow in the code.
 * @param mask - the number of the mask; the one with the least penalty where none is given.
 */
export function layOut(
  words: Uint8Array,
  version: number,
  level: ErrorLevel,
  mask: number | null,
): Modules {
  if (mask !== null) return new Matrix(version, level, mask).withWords(words);
  const all = MASKS.map((_, each) => new Matrix(version, level, each).withWords(words));
  const penalties = all.map(penaltyOf);
  return all[penalties.indexOf(Math.min(...penalties))]!;
}

class Matrix {
  readonly #size: number;
  readonly #dark: boolean[][];
  readonly #fixed: boolean[][];

  constructor(
    private readonly version: number,
    private readonly level: ErrorLevel,
    private readonly mask: number,
  ) {
    const size = (this.#size = sizeOf(version));
    const grid = (): boolean[][] => Array.from({ length: size }, () => Array(size).fill(false));
    this.#dark = grid();
    this.#fixed = grid();
    this.#drawTiming();
    for (const [x, y] of [
      [3, 3],
      [size - 4, 3],
      [3, size - 4],
    ] as const) {
      this.#drawSquares(x, y, 4, (ring) => ring !== 2 && ring !== 4);
    }
    this.#drawAlignments();
    this.#drawFormat();
    this.#drawVersion();
  }

  /** Fills in the words, in columns of two from the right, up and down in turn. */
  withWords(words: Uint8Array): Modules {
    const size = this.#size;
    const isMasked = MASKS[this.mask]!;
    let bit = 0;
    let isUp = true;
    for (let right = size - 1; right > 0; right -= 2, isUp = !isUp) {
      if (right === 6) right = 5; // the column of the timing
      for (let step = 0; step < size; step++) {
        const y = isUp ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.#fixed[y]![x]) continue;
          const isSet = bit < 8 * words.length && ((words[bit >> 3]! >> (7 - (bit & 7))) & 1) === 1;
          this.#dark[y]![x] = isSet !== isMasked(x, y);
          bit++;
        }
      }
    }
    return this.#dark;
  }

  #set(x: number, y: number, dark: boolean): void {
    this.#dark[y]![x] = dark;
    this.#fixed[y]![x] = true;
  }

  #drawTiming(): void {
    for (let at = 0; at < this.#size; at++) {
      this.#set(at, 6, at % 2 === 0);
      this.#set(6, at, at % 2 === 0);
    }
  }

  /** Draws nested squares, as far as they lie within the code. */
  #drawSquares(x: number, y: number, most: number, isDark: (ring: number) => boolean): void {
    for (let dy = -most; dy <= most; dy++) {
      for (let dx = -most; dx <= most; dx++) {
        const isWithin = Math.min(x + dx, y + dy) >= 0 && Math.max(x + dx, y + dy) < this.#size;
        if (isWithin) this.#set(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }

  #drawAlignments(): void {
    const centres = alignmentCentres(this.version);
    const last = centres.length - 1;
    centres.forEach((x, column) => {
      centres.forEach((y, row) => {
        const isOnFinder =
          (row === 0 && (column === 0 || column === last)) || (row === last && column === 0);
        if (!isOnFinder) this.#drawSquares(x, y, 2, (ring) => ring !== 1);
      });
    });
  }

  #drawFormat(): void {
    const size = this.#size;
    const bits = (withCheck(8 * LEVEL_BITS[this.level] + this.mask, 10, 0x537) ^ 0x5412) >>> 0;
    for (let at = 0; at < 15; at++) {
      const dark = ((bits >> at) & 1) === 1;
      // Beside the finder at the top left, and in halves beside the two others.
      if (at < 8) this.#set(8, at < 6 ? at : at + 1, dark);
      else this.#set(at === 8 ? 7 : 14 - at, 8, dark);
      if (at < 8) this.#set(size - 1 - at, 8, dark);
      else this.#set(8, size - 15 + at, dark);
    }
    this.#set(8, size - 8, true);
  }

  #drawVersion(): void {
    if (this.version < 7) return;
    const bits = withCheck(this.version, 12, 0x1f25);
    for (let at = 0; at < 18; at++) {
      const dark = ((bits >> at) & 1) === 1;
      const [far, near] = [this.#size - 11 + (at % 3), Math.floor(at / 3)];
      this.#set(far, near, dark);
      this.#set(near, far, dark);
    }
  }
}

/** Returns a value followed by the bits of its BCH code. */
function withCheck(value: number, bits: number, polynomial: number): number {
  let rest = value;
  for (let at = 0; at < bits; at++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * polynomial);
  return (value << bits) | rest;
}

/** The middle row of a finder, with four light modules before it or after it. */
const FINDERS: readonly number[] = [0b00001011101, 0b10111010000];

/** Returns how hard a code is to read, by the standard's four rules. */
export function penaltyOf(modules: Modules): number {
  const size = modules.length;
  let penalty = 0;
  let dark = 0;
  for (let line = 0; line < size; line++) {
    penalty += penaltyOfLine(size, (at) => modules[line]![at]!);
    penalty += penaltyOfLine(size, (at) => modules[at]![line]!);
    const [row, before] = [modules[line]!, modules[line - 1]];
    for (let x = 0; x < size; x++) {
      if (row[x]) dark++;
      const isBlock =
        x > 0 &&
        before &&
        before[x] === row[x] &&
        before[x - 1] === row[x] &&
        row[x - 1] === row[x];
      if (isBlock) penalty += 3;
    }
  }
  return penalty + 10 * Math.floor(Math.abs((20 * dark) / size ** 2 - 10));
}

/** Counts runs of five modules and more of one colour, and what could be taken for a finder. */
function penaltyOfLine(size: number, isDark: (at: number) => boolean): number {
  let penalty = 0;
  let run = 0;
  let window = 0; // the last eleven modules as bits; beyond the edges it is light
  for (let at = 0; at < size + 4; at++) {
    const dark = at < size && isDark(at);
    window = ((window << 1) | Number(dark)) & 0x7ff;
    if (FINDERS.includes(window)) penalty += 40;
    if (at >= size) continue;
    run = at > 0 && dark === isDark(at - 1) ? run + 1 : 1;
    if (run === 5) penalty += 3;
    else if (run > 5) penalty++;
  }
  return penalty;
}
