/**
 * Logarithms in single operations, the same bits as those of `vizsla/encoders/sound/exact_log.py`:
 * `Math.log` has other last bits from one engine to the next.
 */
import { rounded } from "../../rounded.js";

/** Whole numbers to 1 dB. */
export const DECIBEL = 1024;
const LN2 = 0.6931471805599453;
const HALF_ROOT = 0.7071067811865476;
const DECIBELS_OF_E = 4.342944819032518; // 10 / ln 10
const LAST = 19; // the power of the last term
const EXPONENT_BIAS = 1022; // of a number from 1/2 to 1

const parts = new DataView(new ArrayBuffer(8));

/** Returns the natural logarithm of a number above 0, within 4 units in the last place. */
export function naturalLog(number: number): number {
  parts.setFloat64(0, number);
  const high = parts.getUint16(0); // 11 bits of the exponent, and 4 of the fraction
  let power = (high >> 4) - EXPONENT_BIAS;
  parts.setUint16(0, (high & 15) | (EXPONENT_BIAS << 4));
  let rest = parts.getFloat64(0);
  if (rest < HALF_ROOT) {
    rest = 2 * rest;
    power -= 1;
  }
  const ratio = (rest - 1) / (rest + 1);
  const square = ratio * ratio;
  let total = 1 / LAST;
  for (let odd = LAST - 2; odd > 0; odd -= 2) total = total * square + 1 / odd;
  return power * LN2 + 2 * ratio * total;
}

/** Returns a power above 0 in dB: a whole number, `DECIBEL` to 1. */
export function decibels(power: number): number {
  return rounded(naturalLog(power) * (DECIBELS_OF_E * DECIBEL));
}
