/** Finds how things lie to each other, as far as their boxes show it. */
import type { Box } from "../../answer.js";
import { compare } from "./sortByKey.js";

/** One thing rests on another, or in it; measured along and across the lower one's box. */
export interface Rest {
  /** `on`. */
  readonly phrase: string;
  /** How often it is so where the boxes are so. A judgement, not a measurement. */
  readonly score: number;
  /** Labels or sorts. */
  readonly upper: readonly string[];
  /** Labels or sorts. */
  readonly lower: readonly string[];
  /** How far down the lower box the upper one's lower edge may be: 0 is the top, 1 the bottom. */
  readonly reach: readonly [from: number, to: number];
  /** The least part of the narrower one's width that they share. */
  readonly overlap: number;
  /** Whether the upper one's top must be above the lower one's. */
  readonly higher: boolean;
  /** Whether the lower one's box must be wider than high: a board that is stood on. */
  readonly flat: boolean;
}

/** One thing hides a part of another, and stands nearer: its lower edge is lower by `drop`. */
export interface InFront {
  readonly phrase: string;
  readonly score: number;
  readonly front: readonly string[];
  readonly behind: readonly string[];
  readonly overlap: number;
  readonly drop: number;
}

/** Two things stand on the same line with little between them. */
export interface Beside {
  /** `beside`. */
  readonly phrase: string;
  /** As with `Rest`. */
  readonly score: number;
  /** Sets of labels or sorts; both things are in the same set. */
  readonly sides: readonly (readonly string[])[];
  /** Sorts that are named before others: a person beside a car. */
  readonly first: readonly string[];
  /** The largest part of the narrower one's width that they share. */
  readonly overlap: number;
  /** The largest distance between them, in widths of the narrower one. */
  readonly gap: number;
  /** How far apart their lower edges are at most, in heights of the higher one. */
  readonly base: number;
}

/** All relations; the first that holds is the one that is named. */
export interface Relations {
  readonly rests: readonly Rest[];
  readonly inFront: InFront;
  readonly beside: Beside;
}

/** A noun group for relations: its label, its sort, and its things' boxes. */
export interface Placed {
  readonly label: string;
  readonly sort: string;
  readonly boxes: readonly Box[];
}

/** The group of number `subject` is `phrase` that of number `other`. */
export interface Related {
  readonly subject: number;
  readonly phrase: string;
  readonly other: number;
  readonly score: number;
}

/**
 * Returns the relations to name: each group is on one side of one only. But several may be on the same
 * thing: 'a cat and a dog on a couch'.
 */
export function findRelations(groups: readonly Placed[], relations: Relations): Related[] {
  const found: Related[] = [];
  for (const each of candidates(groups, relations)) {
    const subjects = new Set(found.map((known) => known.subject));
    const others = new Map(found.map((known) => [known.other, known.phrase]));
    const free = !subjects.has(each.subject) && !others.has(each.subject);
    const fits =
      !subjects.has(each.other) && (others.get(each.other) ?? each.phrase) === each.phrase;
    if (free && fits) found.push(each);
  }
  return found;
}

/** Yields every relation that holds, the most telling first. */
function* candidates(groups: readonly Placed[], relations: Relations): Generator<Related> {
  const { rests, inFront, beside } = relations;
  const pairs = pairsOf(groups);
  for (const rest of rests) {
    for (const { subject, other, one, another } of pairs) {
      const asked = mayRest(one, another, [rest]);
      if (asked && allHold(one, another, (upper, lower) => doesRest(rest, upper, lower))) {
        yield { subject, phrase: rest.phrase, other, score: rest.score };
      }
    }
  }
  for (const { subject, other, one, another } of pairs) {
    const asked = mayBeInFront(one, another, relations);
    if (asked && allHold(one, another, (front, behind) => isInFront(inFront, front, behind))) {
      yield { subject, phrase: inFront.phrase, other, score: inFront.score };
    }
  }
  for (const { subject, other, one, another } of pairs) {
    const alike = beside.sides.some((side) => isAny(one, side) && isAny(another, side));
    const after = (placed: Placed): number => (beside.first.includes(placed.sort) ? 0 : 1);
    const leads = compare([after(one), subject], [after(another), other]) < 0;
    if (alike && leads && allHold(one, another, (a, b) => isBeside(beside, a, b))) {
      yield { subject, phrase: beside.phrase, other, score: beside.score };
    }
  }
}

/** One group and another, both of things that have boxes. */
interface Pair {
  readonly subject: number;
  readonly other: number;
  readonly one: Placed;
  readonly another: Placed;
}

function pairsOf(groups: readonly Placed[]): Pair[] {
  return groups.flatMap((one, subject) =>
    groups
      .map((another, other) => ({ subject, other, one, another }))
      .filter(
        ({ other, another }) => subject !== other && one.boxes.length && another.boxes.length,
      ),
  );
}

/** Whether a group's label or its sort is among the names. */
function isAny(placed: Placed, names: readonly string[]): boolean {
  return names.includes(placed.label) || names.includes(placed.sort);
}

/** Whether it makes sense; a thing that may rest on the other may do so though their boxes hide it. */
function mayBeInFront(one: Placed, other: Placed, { rests, inFront }: Relations): boolean {
  const asked = isAny(one, inFront.front) && isAny(other, inFront.behind);
  return asked && !mayRest(one, other, rests);
}

function mayRest(upper: Placed, lower: Placed, rests: readonly Rest[]): boolean {
  return rests.some((rest) => isAny(upper, rest.upper) && isAny(lower, rest.lower));
}

/** Whether a relation holds for each thing of one group and each of the other. */
function allHold(one: Placed, other: Placed, holds: (a: Box, b: Box) => boolean): boolean {
  return (
    one.boxes.every((a) => other.boxes.some((b) => holds(a, b))) &&
    other.boxes.every((b) => one.boxes.some((a) => holds(a, b)))
  );
}

function doesRest(rest: Rest, upper: Box, lower: Box): boolean {
  const depth = (upper.y + upper.height - lower.y) / lower.height;
  return (
    rest.reach[0] <= depth &&
    depth <= rest.reach[1] &&
    shared(upper, lower) >= rest.overlap &&
    (upper.y < lower.y || !rest.higher) &&
    (lower.width > lower.height || !rest.flat)
  );
}

function isInFront({ overlap, drop }: InFront, front: Box, behind: Box): boolean {
  const lowerBy = front.y + front.height - behind.y - behind.height;
  return (
    shared(front, behind) >= overlap &&
    front.y < behind.y + behind.height &&
    lowerBy >= drop * behind.height
  );
}

function isBeside({ overlap, gap, base }: Beside, one: Box, other: Box): boolean {
  const apart = Math.max(one.x, other.x) - Math.min(one.x + one.width, other.x + other.width);
  const narrower = Math.min(one.width, other.width);
  const bases = Math.abs(one.y + one.height - other.y - other.height);
  return (
    -overlap * narrower <= apart &&
    apart <= gap * narrower &&
    bases <= base * Math.max(one.height, other.height)
  );
}

/** Returns the part of the narrower box's width that both take up. */
function shared(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  return width / Math.min(one.width, other.width);
}
