/** Bytes as decimal digits: a QR code takes those in the least space, and an address takes them all. */

/** Seven bytes take seventeen digits. */
const BYTES = 7;
const DIGITS = [0, 3, 5, 8, 10, 13, 15, 17];

export function toDigits(bytes: Uint8Array): string {
  let digits = "";
  for (let at = 0; at < bytes.length; at += BYTES) {
    const few = bytes.subarray(at, at + BYTES);
    const value = few.reduce((sum, byte) => 256n * sum + BigInt(byte), 0n);
    digits += value.toString().padStart(DIGITS[few.length]!, "0");
  }
  return digits;
}

/** @returns null where they are no digits of `toDigits`. */
export function fromDigits(digits: string): Uint8Array<ArrayBuffer> | null {
  if (!/^\d+$/.test(digits)) return null;
  const bytes: number[] = [];
  for (let at = 0; at < digits.length; at += DIGITS[BYTES]!) {
    const few = digits.slice(at, at + DIGITS[BYTES]!);
    const count = DIGITS.indexOf(few.length);
    let value = BigInt(few);
    if (count < 0 || value >= 256n ** BigInt(count)) return null;
    const part: number[] = [];
    for (let byte = 0; byte < count; byte++, value /= 256n) part.unshift(Number(value % 256n));
    bytes.push(...part);
  }
  return Uint8Array.from(bytes);
}
