/** The classifier's classes as descriptions name them, and sums of their scores. */
import type { Noun } from "./grammar.js";
import { groupBy, sortedBy } from "./sortByKey.js";
import type { Tables } from "./tables.js";

/** The classifier's classes as descriptions name them; scores come in this order. */
export interface Classes {
  /** The noun of each class. */
  readonly nouns: readonly Noun[];
  /** The phrase of each class that is a place: `on a beach`; null for the other classes. */
  readonly settings: readonly (string | null)[];
  /** The wide setting that each class shows: `indoors`; null for the other classes. */
  readonly places: readonly (string | null)[];
  /** The least score of each class's name, where only the whole image shows the thing. */
  readonly claims: readonly number[];
  /** The factor of each class's score there. */
  readonly scales: readonly number[];
  /** The numbers of the classes within each kind that the tables name. */
  readonly members: ReadonlyMap<string, readonly number[]>;
  /** The numbers of the classes within any of the kinds, in ascending order. */
  within(kinds: readonly string[]): readonly number[];
}

/**
 * Prepares the classifier's classes.
 * @param ids - the classes' WordNet ids, in the order of the scores.
 * @param above - returns the ids of all kinds that a class is in, its own included.
 * @param tables - where the kinds are named.
 */
export function classesFrom(
  ids: readonly string[],
  names: readonly string[],
  above: (id: string) => ReadonlySet<string>,
  tables: Tables,
): Classes {
  const needed = new Set([
    ...[...tables.things.values()].flatMap((thing) => thing.kinds),
    ...[...tables.explains.values()].flat(),
    ...tables.kinds.flatMap((each) => each.kinds),
    ...tables.pictures.flatMap((each) => each.kinds),
    ...tables.relations.worn.flatMap((each) => each.kinds),
    ...[...tables.things.values()].flatMap(({ evidence }) =>
      evidence ? [...evidence.rivals, ...evidence.neighbours] : [],
    ),
  ]);
  const inside = ids.flatMap((id, number) =>
    [...above(id)].filter((kind) => needed.has(kind)).map((kind) => ({ kind, number })),
  );
  const members = new Map(
    Array.from(
      groupBy(inside, ({ kind }) => kind),
      ([kind, all]) => [kind, all.map(({ number }) => number)],
    ),
  );
  const claims = ids.map(() => tables.rules.name);
  const scales = ids.map(() => 1);
  // The narrowest is the last, so that it counts.
  for (const { kinds, names: claim, scale } of [...tables.kinds].reverse()) {
    if (claim === null) continue;
    for (const number of kinds.flatMap((kind) => members.get(kind) ?? [])) {
      claims[number] = claim;
      scales[number] = scale;
    }
  }
  // The tables name the same kinds again and again.
  const known = new Map<string, readonly number[]>();
  return {
    nouns: ids.map((id, number) => tables.noun(id, names[number]!)),
    settings: ids.map((id) => tables.settings.get(id) ?? null),
    places: ids.map((id) => tables.places.get(id) ?? null),
    claims,
    scales,
    members,
    within: (kinds) => {
      const key = kinds.join();
      let numbers = known.get(key);
      if (!numbers) {
        const found = new Set(kinds.flatMap((kind) => members.get(kind) ?? []));
        known.set(key, (numbers = [...found].sort((one, other) => one - other)));
      }
      return numbers;
    },
  };
}

/** Returns the probability of any of these classes. */
export function probabilityOfAny(scores: ArrayLike<number>, numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += scores[number]!;
  return Math.min(1, total);
}

/** A noun, and the probability of any of its classes. */
export interface RankedNoun {
  readonly score: number;
  readonly noun: Noun;
  /** The number of its first class. */
  readonly number: number;
}

/** Returns the names of these classes, the likeliest first; classes of the same name are one. */
export function rankedNouns(
  scores: ArrayLike<number>,
  numbers: Iterable<number>,
  classes: Classes,
): RankedNoun[] {
  const alike = groupBy(numbers, (number) => classes.nouns[number]!.noun);
  const totals = Array.from(alike.values(), (all) => ({
    noun: classes.nouns[all[0]!]!,
    number: all[0]!,
    total: all.reduce((sum, number) => sum + scores[number]!, 0),
  }));
  // The order is that of the totals: of those above 1 too, which are 1 to everyone else.
  return sortedBy(totals, ({ noun, total }) => [-total, noun.noun]).map(
    ({ noun, number, total }) => ({ score: Math.min(1, total), noun, number }),
  );
}
