/** Powers that are rounded correctly, and so the same in every language: `**` is not. */

const SAFE_BITS = 1100; // a power beyond 2 ** this is no float64; one below 2 ** -this is 0
const SIGNIFICANT = 66n; // more bits than a float64 has
const SMALLEST = 1074n; // 2 ** -1074 is the smallest float64

/**
 * Returns a base to a whole exponent, as the float64 nearest to it; null if that is none.
 *
 * @param base a finite number, at least 0.
 */
export function exactPower(base: number, exponent: number): number | null {
  if (exponent === 0) return 1;
  if (base === 0) return exponent > 0 ? 0 : null;
  const bits = Math.log2(base) * exponent;
  if (bits > SAFE_BITS) return null;
  if (bits < -SAFE_BITS) return 0;
  const [above, below] = ratioOf(base);
  const size = BigInt(Math.abs(exponent));
  const ratio = [above ** size, below ** size] as const;
  const power = exponent > 0 ? nearest(ratio[0], ratio[1]) : nearest(ratio[1], ratio[0]);
  return Number.isFinite(power) ? power : null;
}

/** Returns two whole numbers, the first over the second is the number. */
function ratioOf(value: number): [bigint, bigint] {
  let shift = 0n;
  let whole = value;
  for (; !Number.isInteger(whole); shift++) whole *= 2; // exact: no bit is lost
  return [BigInt(whole), 1n << shift];
}

/** Returns the float64 that is nearest to a ratio; of two as near, the even one. */
function nearest(above: bigint, below: bigint): number {
  const smallest = (above << SMALLEST) / below;
  if (smallest < 2n ** 53n) return rounded(above << SMALLEST, below) * Number.MIN_VALUE;
  const shift = SIGNIFICANT - BigInt(bitsOf(above) - bitsOf(below));
  const [dividend, divisor] = shift > 0 ? [above << shift, below] : [above, below << -shift];
  const quotient = dividend / divisor;
  // The last of more bits than a float64 has says whether there is a rest.
  const value = Number(quotient * divisor === dividend ? quotient : quotient | 1n);
  return scaled(value, -Number(shift));
}

/** Returns a ratio as the nearest whole number; of two as near, the even one. */
function rounded(above: bigint, below: bigint): number {
  const quotient = above / below;
  const twice = 2n * (above - quotient * below);
  const up = twice > below || (twice === below && quotient % 2n === 1n);
  return Number(up ? quotient + 1n : quotient);
}

/** Multiplies by a power of two in two steps: one may be no float64, though the product is one. */
function scaled(value: number, bits: number): number {
  const half = Math.trunc(bits / 2);
  return value * 2 ** half * 2 ** (bits - half);
}

function bitsOf(value: bigint): number {
  return value.toString(16).length * 4;
}
