/** Finds how things lie to each other, as far as their boxes show it. */
import type { Box } from "../../answer.js";
import { compare } from "./sortByKey.js";

/** One thing rests on another, or in it; measured along and across the lower one's box. */
export interface RestsOn {
  /** `on`. */
  readonly phrase: string;
  /** How likely the relation is true where the boxes fit. A judgement, not a measurement. */
  readonly score: number;
  /** Labels or categories. */
  readonly upper: readonly string[];
  /** Labels or categories. */
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
export interface InFrontOf {
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
  /** As with `RestsOn`. */
  readonly score: number;
  /** Sets of labels or categories; both things are in the same set. */
  readonly sides: readonly (readonly string[])[];
  /** Categories that are named before others: a person beside a car. */
  readonly first: readonly string[];
  /** The largest part of the narrower one's width that they share. */
  readonly overlap: number;
  /** The largest distance between them, in widths of the narrower one. */
  readonly gap: number;
  /** How far apart their lower edges are at most, in heights of the higher one. */
  readonly base: number;
}

/** A person wears a thing of these kinds, which only the classifier knows. */
export interface Worn {
  /** `in` or `with`. */
  readonly phrase: string;
  /** The WordNet ids of what is worn. */
  readonly kinds: readonly string[];
  /** The least score of it. */
  readonly score: number;
}

/** All relations between boxes, of which the first that holds is named; and what is worn. */
export interface RelationRules {
  readonly rests: readonly RestsOn[];
  readonly inFront: InFrontOf;
  readonly beside: Beside;
  readonly worn: readonly Worn[];
}

/** A noun group for relations: its label, its category, and its things' boxes. */
export interface GroupBoxes {
  readonly label: string;
  readonly category: string;
  readonly boxes: readonly Box[];
}

/** A relation of two groups by their numbers: `subject` is `phrase` (on, beside) `other`. */
export interface Relation {
  readonly subject: number;
  readonly phrase: string;
  readonly other: number;
  readonly score: number;
}

/**
 * Returns the relations to name; each group is the subject or the object of at most one phrase.
 * Several groups may share an object: 'a cat and a dog on a couch'.
 */
export function findRelations(groups: readonly GroupBoxes[], relations: RelationRules): Relation[] {
  const found: Relation[] = [];
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

/** Yields every relation that holds, the most specific first. */
function* candidates(groups: readonly GroupBoxes[], relations: RelationRules): Generator<Relation> {
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
    const comparable = beside.sides.some((side) => isOneOf(one, side) && isOneOf(another, side));
    const after = (group: GroupBoxes): number => (beside.first.includes(group.category) ? 0 : 1);
    const leads = compare([after(one), subject], [after(another), other]) < 0;
    if (comparable && leads && allHold(one, another, (a, b) => isBeside(beside, a, b))) {
      yield { subject, phrase: beside.phrase, other, score: beside.score };
    }
  }
}

/** One group and another, both of things that have boxes. */
interface Pair {
  readonly subject: number;
  readonly other: number;
  readonly one: GroupBoxes;
  readonly another: GroupBoxes;
}

function pairsOf(groups: readonly GroupBoxes[]): Pair[] {
  return groups.flatMap((one, subject) =>
    groups
      .map((another, other) => ({ subject, other, one, another }))
      .filter(
        ({ other, another }) => subject !== other && one.boxes.length && another.boxes.length,
      ),
  );
}

/** Whether a group's label or its category is among the names. */
function isOneOf(group: GroupBoxes, names: readonly string[]): boolean {
  return names.includes(group.label) || names.includes(group.category);
}

/** Whether it makes sense; a thing that may rest on the other may do so though their boxes hide it. */
function mayBeInFront(
  one: GroupBoxes,
  other: GroupBoxes,
  { rests, inFront }: RelationRules,
): boolean {
  const asked = isOneOf(one, inFront.front) && isOneOf(other, inFront.behind);
  return asked && !mayRest(one, other, rests);
}

function mayRest(upper: GroupBoxes, lower: GroupBoxes, rests: readonly RestsOn[]): boolean {
  return rests.some((rest) => isOneOf(upper, rest.upper) && isOneOf(lower, rest.lower));
}

/** Whether a relation holds for each thing of one group and each of the other. */
function allHold(one: GroupBoxes, other: GroupBoxes, holds: (a: Box, b: Box) => boolean): boolean {
  return (
    one.boxes.every((a) => other.boxes.some((b) => holds(a, b))) &&
    other.boxes.every((b) => one.boxes.some((a) => holds(a, b)))
  );
}

function doesRest(rest: RestsOn, upper: Box, lower: Box): boolean {
  const depth = (upper.y + upper.height - lower.y) / lower.height;
  return (
    rest.reach[0] <= depth &&
    depth <= rest.reach[1] &&
    shared(upper, lower) >= rest.overlap &&
    (upper.y < lower.y || !rest.higher) &&
    (lower.width > lower.height || !rest.flat)
  );
}

function isInFront({ overlap, drop }: InFrontOf, front: Box, behind: Box): boolean {
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
