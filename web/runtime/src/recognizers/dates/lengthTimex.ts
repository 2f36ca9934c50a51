/** Writes lengths of time as TIMEX does, and in seconds. */
import { numberText } from "../numberText.js";
import type { LengthPart } from "./dateValues.js";

/** How many seconds a unit has; a month has 30 days, a year 365. */
export const SECONDS: Readonly<Record<string, number>> = {
  Y: 31_536_000,
  M: 2_592_000,
  W: 604_800,
  D: 86_400,
  WE: 172_800,
  BD: 86_400,
  TH: 3_600,
  TM: 60,
  TS: 1,
};
const DAY = 86_400;

/** Returns a length: P3M2W, P1DT5H, PT0.5H. */
export function lengthTimex(parts: readonly LengthPart[]): string {
  const isTimed = ([, unit]: LengthPart) => unit.startsWith("T");
  const written = ([amount, unit]: LengthPart) => numberText(amount) + unit.replace(/^T/, "");
  const days = parts.filter((part) => !isTimed(part)).map(written);
  const times = parts.filter(isTimed).map(written);
  return `P${days.join("")}${times.length ? `T${times.join("")}` : ""}`;
}

/** Returns how many seconds a length has. */
export function secondsOf(parts: readonly LengthPart[]): number {
  return parts.reduce((sum, [amount, unit]) => sum + amount * SECONDS[unit]!, 0);
}

/** Returns the length between two moments: PT2H30M, P1D, P1DT2H. */
export function spanTimex(seconds: number): string {
  if (!seconds) return "PT0S";
  const days = Math.floor(seconds / DAY);
  return lengthTimex(said([[days, "D"], ...hoursAndLess(seconds - days * DAY)]));
}

/** Returns a length in hours, minutes and seconds: PT26H. */
export function hoursTimex(seconds: number): string {
  return lengthTimex(said(hoursAndLess(seconds)));
}

function hoursAndLess(seconds: number): LengthPart[] {
  const minutes = Math.floor(seconds / 60);
  return [
    [Math.floor(minutes / 60), "TH"],
    [minutes % 60, "TM"],
    [seconds % 60, "TS"],
  ];
}

function said(parts: readonly LengthPart[]): LengthPart[] {
  return parts.filter(([amount]) => amount !== 0);
}
