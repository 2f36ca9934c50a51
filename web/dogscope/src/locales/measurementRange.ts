/** Formats a range of heights or weights. */
import type { Locale } from "./locale";

export function measurementRange(
  locale: Locale,
  [from, to]: readonly [number, number],
  unit: "centimeter" | "kilogram",
): string {
  const last = locale.number(to, { style: "unit", unit });
  return from === to ? last : locale.t("fact.range", { from: locale.number(from), to: last });
}
