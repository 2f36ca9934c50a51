/** Measures from and to, in words. */
import type { Words } from "../locales/locale";

export function range(
  words: Words,
  [from, to]: readonly [number, number],
  unit: "centimeter" | "kilogram",
): string {
  const last = words.number(to, { style: "unit", unit });
  return from === to ? last : words.t("fact.range", { from: words.number(from), to: last });
}
