/** How long something took, in words and as a clock. */
import type { Locale } from "../locales/locale";

const MINUTE = 60_000;

/** Returns a duration in whole minutes: `1 hr, 5 min`. */
export function durationText(milliseconds: number, locale: Locale): string {
  const minutes = Math.floor(milliseconds / MINUTE);
  const format = (value: number, unit: "hour" | "minute"): string =>
    locale.number(value, { style: "unit", unit, unitDisplay: "short" });
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return format(rest, "minute");
  return rest === 0 ? format(hours, "hour") : `${format(hours, "hour")} ${format(rest, "minute")}`;
}

/** Returns a running time as a clock: `4:07`, `1:04:07`. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}
