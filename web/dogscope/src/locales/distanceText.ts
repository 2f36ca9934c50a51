/** Distances in the units of the user's country. */
import type { Locale } from "./locale";

const FOOT = 0.3048;
const YARD = 0.9144;
export const MILE = 1609.344;

export type DistanceUnits = "metric" | "american" | "british";

/** Returns the units of a country: the first one that the languages of a browser name. */
export function unitsOf(languages: readonly string[]): DistanceUnits {
  const region = languages.map((tag) => /-([A-Z]{2})\b/.exec(tag)?.[1]).find(Boolean);
  return region === "US" || region === "LR" ? "american" : region === "GB" ? "british" : "metric";
}

/** Returns a distance in the user's units: `350 m`, `2.4 km`, `1.5 mi`. */
export function distanceText(
  metres: number,
  locale: Locale,
  units = unitsOf(navigator.languages),
): string {
  const format = (value: number, unit: string, digits = 0): string =>
    locale.number(value, { style: "unit", unit, maximumFractionDigits: digits });
  if (units === "metric") {
    if (metres < 995) return format(Math.round(metres / 10) * 10, "meter");
    return format(metres / 1000, "kilometer", metres < 99_500 ? 1 : 0);
  }
  if (metres < MILE / 10 && units === "american")
    return format(Math.round(metres / FOOT / 10) * 10, "foot");
  if (metres < MILE / 4 && units === "british")
    return format(Math.round(metres / YARD / 10) * 10, "yard");
  return format(metres / MILE, "mile", metres < MILE ? 2 : metres < 99.5 * MILE ? 1 : 0);
}

/** Returns round distances in the user's units, in metres, from small to large. */
export function roundDistances(units = unitsOf(navigator.languages)): readonly number[] {
  const small = { metric: [], american: [50, 100, 200, 500], british: [20, 50, 100, 200] }[units];
  const [unit, smallUnit] =
    units === "metric" ? [1000, 1] : [MILE, units === "british" ? YARD : FOOT];
  const large = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
  const metric = [0.02, 0.05, 0.1, 0.2, ...large.slice(1)];
  return [
    ...small.map((each) => each * smallUnit),
    ...(units === "metric" ? metric : large).map((each) => each * unit),
  ];
}
