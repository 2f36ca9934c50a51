/** Seconds in whole milliseconds, rounded as Python's `round(seconds, 3)` does. */
import { rounded } from "../rounded.js";

/** Rounds seconds to the nearest whole millisecond, and a half to the even one. */
export function inMilliseconds(seconds: number): number {
  // Of binary fractions only sixteenths lie between two milliseconds; `toFixed` rounds these up.
  if (Number.isInteger(16 * seconds)) return rounded(1000 * seconds) / 1000;
  return Number(seconds.toFixed(3));
}
