/** A number that was read: its place among the tokens, and its value. */

export type NumberSubtype = "integer" | "decimal" | "fraction" | "power";

/** A number of a text. */
export interface ReadNumber {
  /** Its first token. */
  readonly start: number;
  /** The token after it. */
  readonly end: number;
  readonly value: number;
  readonly subtype: NumberSubtype;
  /** Whether it is a fraction such as "one out of three". */
  readonly spokenRatio: boolean;
}

/** Returns a number of a text. */
export function readNumber(
  start: number,
  end: number,
  value: number,
  subtype: NumberSubtype,
  spokenRatio = false,
): ReadNumber {
  return { start, end, value, subtype, spokenRatio };
}

/** Returns what a number without a fraction's line is. */
export function subtypeOf(value: number): NumberSubtype {
  return Number.isInteger(value) ? "integer" : "decimal";
}
