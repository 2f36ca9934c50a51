/**
 * Names the features that rules found in a text, for the weights that a head gives them.
 *
 * The twin of `vizsla/features/rule_names.py`.
 */

/** What rules found in a text. */
export interface FoundByRule {
  /** The name and the role, or "", of each entity. */
  readonly entities: readonly { readonly name: string; readonly role: string }[];
  readonly phraseLists: readonly string[];
  readonly expressions: readonly string[];
  /** The labels of the patterns that match. */
  readonly labels: readonly string[];
}

/** Returns the names of all that was found. */
export function ruleNames({
  entities,
  phraseLists,
  expressions,
  labels,
}: FoundByRule): Set<string> {
  const names = new Set(phraseLists.map((each) => `list ${each}`));
  for (const each of expressions) names.add(`expression ${each}`);
  for (const each of labels) names.add(`pattern ${each}`);
  for (const { name, role } of entities) {
    names.add(`entity ${name}`);
    if (role) names.add(`entity ${name} as ${role}`);
  }
  return names;
}
