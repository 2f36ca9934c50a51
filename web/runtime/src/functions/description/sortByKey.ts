/** Sorts and groups by keys as Python does, so that both languages keep things in one order. */

/** A sort key: numbers and texts; the first that differs decides. */
export type Key = readonly (number | string)[];

/** Returns the items in the order of their keys; items of equal keys stay as they were. */
export function sortedBy<T>(items: Iterable<T>, key: (item: T) => Key): T[] {
  return Array.from(items, (item) => ({ item, by: key(item) }))
    .sort((one, other) => compare(one.by, other.by))
    .map(({ item }) => item);
}

/** Returns a number below 0 where the first key comes before the other, 0 where they are equal. */
export function compare(one: Key, other: Key): number {
  for (let at = 0; at < one.length; at++) {
    const value = one[at]!;
    const than = other[at]!;
    if (value === than) continue;
    if (typeof value === "number") return value < (than as number) ? -1 : 1;
    return compareText(value, than as string);
  }
  return 0;
}

/** Compares by code points: JavaScript's own order, by UTF-16 units, puts an emoji before a 'ﬁ'. */
function compareText(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) {
    const unit = one.charCodeAt(at);
    const than = other.charCodeAt(at);
    if (unit !== than) return rank(unit) - rank(than);
  }
  return one.length - other.length;
}

/** Returns a unit's place in the order of code points: the halves of large ones come last. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Groups the items by their keys, in the order in which the keys first came. */
export function groupBy<K, T>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const all = new Map<K, T[]>();
  for (const item of items) {
    const known = all.get(key(item));
    if (known) known.push(item);
    else all.set(key(item), [item]);
  }
  return all;
}
