/** How often the entities of a text are right: measured shares, by kind and language. */
import table from "../../../../contract/text/scores.json" with { type: "json" };

type Shares = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Stands in the table for the answer null. */
export const NOTHING = "nothing";

/**
 * Returns how often an entity is right, 0 to 1: the lower end of a 95 % interval.
 *
 * Where a language has too few measured examples of a kind, those of all languages count; where these
 * are too few, too, the table has a score that is neither sure nor likely.
 *
 * @param kind an entity's kind, or `NOTHING` for a text without any.
 * @param language such as `en`; null where the text means the same in all languages.
 * @param given whether the caller gave the language; false where it was detected.
 */
export function entityScore(kind: string, language: string | null, given: boolean): number {
  const shares: Shares = given ? table.given : table.detected;
  const ofKind = shares[kind] ?? {};
  return ofKind[language ?? "all"] ?? ofKind["all"] ?? table.unmeasured;
}
