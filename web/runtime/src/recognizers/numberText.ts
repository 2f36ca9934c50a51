/**
 * Writes numbers as the reference does: 15 digits, `1E-12` where it is very small or large.
 *
 * JavaScript rounds a number that lies between two of 15 digits up, Python to the even one; so the
 * digits are rounded here, from more of them than any number needs to tell.
 */

const DIGITS = 15; // what a float64 holds of any decimal number
const EXACT_DIGITS = 60; // enough to tell whether a number is half way between two of 15 digits
const LARGEST_PLAIN = 15; // powers of ten, beyond which an exponent is written
const SMALLEST_PLAIN = -4;

/**
 * Returns a number with at most 15 digits, without trailing zeros.
 *
 * @param value a finite number.
 * @param decimal the decimal separator of the language.
 */
export function numberText(value: number, decimal = "."): string {
  if (value === 0) return "0";
  const [digits, power] = roundedDigits(Math.abs(value));
  const scientific = digits[0]! + (digits.length > 1 ? decimal + digits.slice(1) : "");
  let body: string;
  if (power >= LARGEST_PLAIN) {
    body = `${scientific}E+${twoDigits(power)}`;
  } else if (power < SMALLEST_PLAIN) {
    body = `${scientific}E-${twoDigits(-power)}`;
  } else if (power < 0) {
    body = `0${decimal}${"0".repeat(-power - 1)}${digits}`;
  } else {
    const part = digits.slice(power + 1);
    body = digits.slice(0, power + 1).padEnd(power + 1, "0") + (part && decimal + part);
  }
  return value < 0 ? `-${body}` : body;
}

/** Returns a number as Python's `repr` writes it, without `.0`: 1e16 as `1e+16`. */
export function shortestText(value: number): string {
  const [digits, exponent] = Math.abs(value).toExponential().split("e") as [string, string];
  const power = Number(exponent);
  if (value === 0 || (power >= SMALLEST_PLAIN && power < LARGEST_PLAIN + 1)) return String(value);
  const sign = value < 0 ? "-" : "";
  return `${sign}${digits}e${power < 0 ? "-" : "+"}${twoDigits(Math.abs(power))}`;
}

function roundedDigits(value: number): [string, number] {
  const [written, exponent] = value.toExponential(EXACT_DIGITS).split("e") as [string, string];
  const all = written.replace(".", "");
  let kept = BigInt(all.slice(0, DIGITS));
  const rest = all.slice(DIGITS);
  const half = "5".padEnd(rest.length, "0");
  if (rest > half || (rest === half && kept % 2n === 1n)) kept += 1n;
  const carried = kept === 10n ** BigInt(DIGITS);
  const digits = carried ? "1" : String(kept).replace(/0+$/, "");
  return [digits, Number(exponent) + (carried ? 1 : 0)];
}

function twoDigits(power: number): string {
  return String(power).padStart(2, "0");
}
