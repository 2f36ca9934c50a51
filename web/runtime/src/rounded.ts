/** Rounding that is the same in every language of programs. */
const ROUNDING = 3 * 2 ** 51; // float64 has no place for halves beside it

/** Rounds a number below 2**51 to the nearest whole one, and a half to the even one. */
export function rounded(value: number): number {
  return value + ROUNDING - ROUNDING;
}
