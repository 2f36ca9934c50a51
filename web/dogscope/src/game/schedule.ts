/** A schedule that every device works out alike: shuffled blocks, one after the other. */

/**
 * Returns the item of the nth turn. Each block of turns has every item once, in an order of its own,
 * and no item has two turns in a row.
 * @param items - all different; at least two, unless it is always the same.
 */
export function scheduled<T>(items: readonly T[], turn: number, salt: number): T {
  const block = Math.floor(turn / items.length);
  const order = shuffled(items, block, salt);
  const before = shuffled(items, block - 1, salt).at(-1);
  // A swap of the first two leaves the last alone, which the next block looks at; of two, it can't.
  if (items.length > 2 && order[0] === before) order.splice(0, 2, order[1]!, order[0]!);
  return order[turn - block * items.length]!;
}

function shuffled<T>(items: readonly T[], block: number, salt: number): T[] {
  const random = generatorOf(Math.imul(block, 0x9e3779b1) ^ salt);
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/** Marsaglia's xorshift32, begun with a mixed seed; it returns numbers from 0 up to 1. */
function generatorOf(seed: number): () => number {
  let state = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
