/** Reed-Solomon codes over GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1, as QR codes use them. */

const EXPONENTS = new Uint8Array(510);
const LOGARITHMS = new Uint8Array(256);
for (let at = 0, value = 1; at < 255; at++) {
  EXPONENTS[at] = EXPONENTS[at + 255] = value;
  LOGARITHMS[value] = at;
  value = value < 128 ? 2 * value : (2 * value) ^ 0x11d;
}

function multiply(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : EXPONENTS[LOGARITHMS[a]! + LOGARITHMS[b]!]!;
}

/** Returns the coefficients of (x - 1)(x - 2)(x - 4)..., without the leading 1. */
function generator(degree: number): Uint8Array {
  const made = new Uint8Array(degree);
  made[degree - 1] = 1;
  for (let root = 0; root < degree; root++) {
    for (let at = 0; at < degree; at++) {
      made[at] = multiply(made[at]!, EXPONENTS[root]!) ^ (made[at + 1] ?? 0);
    }
  }
  return made;
}

/** Returns the error-correction words of a block. */
export function checkWordsOf(block: Uint8Array, count: number): Uint8Array {
  const divisor = generator(count);
  const rest = new Uint8Array(count);
  for (const word of block) {
    const factor = word ^ rest[0]!;
    rest.copyWithin(0, 1);
    rest[count - 1] = 0;
    for (let at = 0; at < count; at++) rest[at]! ^= multiply(divisor[at]!, factor);
  }
  return rest;
}
