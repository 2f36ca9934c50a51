/** Which examples are chosen, and how a click, a key or a drag changes that. */

export interface Selection {
  readonly chosen: ReadonlySet<number>;
  /** The index from which Shift chooses. */
  readonly anchor: number;
  /** The index that the keys are at. */
  readonly cursor: number;
}

export const NOTHING: Selection = { chosen: new Set(), anchor: 0, cursor: 0 };

/** Chooses one example alone. */
export function chooseOne(ids: readonly number[], at: number): Selection {
  const id = ids[at];
  return { chosen: new Set(id === undefined ? [] : [id]), anchor: at, cursor: at };
}

/** Adds an example, or takes it away. */
export function toggle(selection: Selection, ids: readonly number[], at: number): Selection {
  const chosen = new Set(selection.chosen);
  const id = ids[at];
  if (id !== undefined && !chosen.delete(id)) chosen.add(id);
  return { chosen, anchor: at, cursor: at };
}

/** Chooses all from the anchor up to an example. */
export function extend(selection: Selection, ids: readonly number[], to: number): Selection {
  const [low, high] = [Math.min(selection.anchor, to), Math.max(selection.anchor, to)];
  return { ...selection, chosen: new Set(ids.slice(low, high + 1)), cursor: to };
}

/** Adds examples at some places to those that were chosen before. */
export function addAt(
  before: ReadonlySet<number>,
  ids: readonly number[],
  places: Iterable<number>,
): ReadonlySet<number> {
  const chosen = new Set(before);
  for (const at of places) {
    const id = ids[at];
    if (id !== undefined) chosen.add(id);
  }
  return chosen;
}

/** Returns the selection among other examples: those that are there no more are not chosen. */
export function within(selection: Selection, ids: readonly number[]): Selection {
  if (selection.chosen.size === 0) return selection;
  const there = new Set(ids);
  const chosen = new Set([...selection.chosen].filter((id) => there.has(id)));
  return chosen.size === selection.chosen.size ? selection : { ...selection, chosen };
}
