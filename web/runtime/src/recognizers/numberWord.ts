/** The words of numbers. */

const TEN = 10;
const HUNDRED = 100;

/** A word of a number. */
export interface NumberWord {
  /** `base` is seven, twenty; `multiplier` is hundred. */
  readonly role: "base" | "multiplier" | "dozen";
  readonly value: number;
  /** Whether it ends an ordinal number. */
  readonly ordinal: boolean;
}

/** Returns a word of a number. */
export function numberWord(role: NumberWord["role"], value: number, ordinal = false): NumberWord {
  return { role, value, ordinal };
}

/** Says whether a word is a digit's. */
export function isOne({ role, value }: NumberWord): boolean {
  return role === "base" && value < TEN;
}

/** Says whether a word is one of twenty to ninety. */
export function isTen({ role, value }: NumberWord): boolean {
  return role === "base" && TEN < value && value < HUNDRED && value % TEN === 0;
}
