/**
 * What a text must have for a label: without it, the text never has the label.
 *
 * The twin of `vizsla/features/requirements.py`.
 */
import type { FeatureSet } from "./featureSet.js";

/** By the number of a label the names of the features that it requires. */
export type Requirements = ReadonlyMap<number, readonly string[]>;

/** Returns what labels require, of features that rules find. */
export function requirementsOf(features: FeatureSet, labels: readonly string[]): Requirements {
  const { lists, expressions, kinds, anything, phraseLists, featureExpressions } = features;
  const found = [lists, expressions, kinds, anything, phraseLists, featureExpressions];
  const rows = new Map<number, readonly string[]>();
  for (const [label, names] of features.required) {
    const kept = names.filter((name) => found.some((each) => each.has(name)));
    if (kept.length && labels.includes(label)) rows.set(labels.indexOf(label), kept);
  }
  return rows;
}

/** Returns the names of the features that a label requires, and a text does not have. */
export function missingOf(
  requirements: Requirements,
  row: number,
  byRule: ReadonlySet<string>,
): readonly string[] {
  return (requirements.get(row) ?? []).filter(
    (name) => !["entity", "list", "expression"].some((kind) => byRule.has(`${kind} ${name}`)),
  );
}
