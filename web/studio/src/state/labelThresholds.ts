/** Thresholds of single labels in an address, which rooms hand on: `{"bill":0.8}`. */

/** Returns the thresholds by label; what is no score from 0 to 1 is left out. */
export function thresholdsOf(search: URLSearchParams): Readonly<Record<string, number>> {
  const text = search.get("thresholds");
  if (text === null) return {};
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter(
        (each): each is [string, number] =>
          typeof each[1] === "number" && each[1] >= 0 && each[1] <= 1,
      ),
    );
  } catch {
    return {};
  }
}

/** Returns the parameter's text; null where there is no threshold. */
export function thresholdsText(thresholds: Readonly<Record<string, number>>): string | null {
  return Object.keys(thresholds).length === 0 ? null : JSON.stringify(thresholds);
}

/** Returns the thresholds with one label's changed; null takes it out. */
export function withThreshold(
  thresholds: Readonly<Record<string, number>>,
  label: string,
  score: number | null,
): Readonly<Record<string, number>> {
  const rest = Object.entries(thresholds).filter(([name]) => name !== label);
  return Object.fromEntries(score === null ? rest : [...rest, [label, score]]);
}
