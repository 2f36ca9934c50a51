/** Combines the two models: the detector's box, and the classifier's opinion on what is in it. */
import type { Box } from "../../answer.js";
import type { Noun } from "./grammar.js";
import { groupBy, sortedBy, type Key } from "./sortByKey.js";
import type { Tables } from "./tables.js";

/** The classifier's classes as descriptions name them; scores come in this order. */
export interface Classes {
  /** Of each class. */
  readonly nouns: readonly Noun[];
  /** Of each class that is a place: `on a beach`; null of the others. */
  readonly settings: readonly (string | null)[];
  /** The numbers of the classes within each kind that the tables name. */
  readonly members: ReadonlyMap<string, readonly number[]>;
  /** The numbers of the classes within any of the kinds, in ascending order. */
  within(kinds: Iterable<string>): number[];
}

/** One thing in an image. */
export interface DetectedThing {
  /** The detector's. */
  readonly box: Box;
  /** The probability of such a thing, by both models. */
  readonly score: number;
  /** Whether the classifier was asked too, and could have confirmed it. */
  readonly crossChecked: boolean;
  /** A finer name for it, or null. */
  readonly finerNoun: Noun | null;
  /** How likely the finer name is right, given that the label is. */
  readonly finerScore: number;
}

/** Returns a thing's sort key: the likeliest comes first, whatever the order of detection. */
export function sortKeyOf({ box, score, finerNoun, finerScore }: DetectedThing): Key {
  const place = [box.x, box.y, box.width, box.height];
  return [-score, box.label, ...place, finerNoun?.noun ?? "", -finerScore];
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
  return {
    nouns: ids.map((id, number) => tables.noun(id, names[number]!)),
    settings: ids.map((id) => tables.settings.get(id) ?? null),
    members,
    within: (kinds) => {
      const found = new Set([...kinds].flatMap((kind) => members.get(kind) ?? []));
      return [...found].sort((one, other) => one - other);
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
    total: all.reduce((sum, number) => sum + scores[number]!, 0),
  }));
  // The order is that of the totals: of those above 1 too, which are 1 to everyone else.
  return sortedBy(totals, ({ noun, total }) => [-total, noun.noun]).map(({ noun, total }) => ({
    score: Math.min(1, total),
    noun,
  }));
}

/**
 * Combines a box of the detector with the classifier's scores for the part of the image in it.
 * @param scores - one for each class; null where the classifier was not asked.
 * @param classes - the classes of the scores.
 * @param tables - which labels the classifier can confirm, deny or name more exactly.
 */
export function detectedThing(
  box: Box,
  scores: ArrayLike<number> | null,
  classes: Classes,
  tables: Tables,
): DetectedThing {
  const thing = tables.thing(box.label);
  const plain = { box, crossChecked: false, finerNoun: null, finerScore: 0 };
  if (scores === null || thing.kinds.length === 0) return { ...plain, score: box.score };
  const numbers = classes.within(thing.kinds);
  const known = probabilityOfAny(scores, numbers);
  const crossChecked = thing.evidence === "for";
  let { score } = box;
  if (crossChecked) {
    score = (box.score + known) / 2;
  } else if (thing.evidence === "against") {
    const own = new Set(numbers);
    const others = classes.within(tables.explains.get(thing.category)!).filter((n) => !own.has(n));
    score = Math.min(score, (box.score + 1 - probabilityOfAny(scores, others)) / 2);
  }
  const detected = { ...plain, score, crossChecked };
  if (thing.refine === null || known <= 0) return detected;
  const { score: best, noun: finerNoun } = rankedNouns(scores, numbers, classes)[0]!;
  const finerScore = thing.refine === "given" ? Math.min(1, best / known) : best;
  if (finerScore < tables.rules.refine || finerNoun.noun === thing.noun.noun) return detected;
  return { ...detected, finerNoun, finerScore };
}
