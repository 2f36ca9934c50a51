/**
 * Puts into entities those that are their parts: the children of a composite entity.
 *
 * The twin of `vizsla/functions/entity_parts.py`.
 */
import type { Entity } from "../answer.js";

/**
 * Returns the entities, those that may have parts with a list of them in their `value`. A part is listed without
 * `parts` of its own, which are with it among the entities: two entities may be parts of each other.
 *
 * @param entities the entities in the order of their starts.
 * @param parts by kind of entity the kinds of its parts.
 */
export function withParts(
  entities: readonly Entity[],
  parts: ReadonlyMap<string, readonly string[]>,
): readonly Entity[] {
  return entities.map((whole, at) => {
    const kinds = parts.get(whole.kind);
    if (!kinds) return whole;
    const within: Entity[] = [];
    let next = at;
    while (entities[next - 1]?.start === whole.start) next--;
    for (let each; (each = entities[next]) && each.start < whole.end; next++) {
      if (each.end <= whole.end && kinds.includes(each.kind)) within.push(each);
    }
    return { ...whole, value: { ...whole.value, parts: within } };
  });
}
