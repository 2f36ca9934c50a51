/**
 * A text whose places are counted in characters, as Python counts them; JavaScript's count, in units
 * of UTF-16, is needed only where a place is shown to the caller.
 */
import { isLetter, isSpace } from "./characters.js";

/** Letters of other scripts in `shape`, outside and within U+0800 to U+9FFF; both count as letters. */
export const OTHER_LETTER = "\u00e9";
export const EASTERN_LETTER = "\u4e00";
const OTHER_SIGN = "\u00a4";
const EAST = [0x0800, 0x9fff] as const;
const BEYOND = 0xffff; // characters above take two units

/** A text, by characters. */
export class SourceText {
  /** How many characters it has. */
  readonly length: number;
  /** The unit at which each character begins; null where each has one unit. */
  readonly #units: Uint32Array | null;
  #shape: string | undefined;

  constructor(readonly source: string) {
    this.#units = /[\ud800-\udbff][\udc00-\udfff]/.test(source) ? unitsOf(source) : null;
    this.length = this.#units ? this.#units.length - 1 : source.length;
  }

  /** Returns the place in units of UTF-16 of a character. */
  unit(place: number): number {
    return this.#units ? this.#units[place]! : place;
  }

  /** Returns the code point at a place. */
  code(place: number): number {
    return this.source.codePointAt(this.unit(place))!;
  }

  /** Returns the characters from one place to before another. */
  slice(start: number, end: number): string {
    return this.source.slice(this.unit(start), this.unit(end));
  }

  /**
   * The text for patterns: one unit a character, with ASCII and marks as they are. What `\w` and `\s`
   * mean in Python is told by it: other letters are OTHER_LETTER or EASTERN_LETTER, other signs that
   * have two units are one, and `\s` finds the same white space.
   */
  get shape(): string {
    return (this.#shape ??= this.#makeShape());
  }

  #makeShape(): string {
    if (/^[\0-\x1b\x20-\x7f]*$/.test(this.source)) return this.source;
    let shape = "";
    for (const character of this.source) shape += shapeOf(character);
    return shape;
  }
}

function shapeOf(character: string): string {
  const code = character.codePointAt(0)!;
  if (code > 0x1b && (code < 0x20 || code === 0x85)) return " ";
  if (code < 0x80 || isSpace(character)) return character;
  if (isLetter(code)) return code >= EAST[0] && code <= EAST[1] ? EASTERN_LETTER : OTHER_LETTER;
  return code > BEYOND || code === 0xfeff ? OTHER_SIGN : character;
}

function unitsOf(source: string): Uint32Array {
  const units: number[] = [];
  let unit = 0;
  for (const character of source) {
    units.push(unit);
    unit += character.length;
  }
  return Uint32Array.from([...units, unit]);
}
