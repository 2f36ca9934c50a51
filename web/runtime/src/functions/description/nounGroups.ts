/** Makes noun groups of things: `two beagles`, or `several dogs` where the number is not certain. */
import type { Box } from "../../answer.js";
import { withAmount, withCount, type Noun } from "./grammar.js";
import { groupBy, sortedBy } from "./sortByKey.js";
import type { Tables } from "./tables.js";
import type { DetectedThing } from "./detectedThings.js";

/** An image's width and height. */
export type Size = readonly [width: number, height: number];

/** Things of one kind, named together. */
export interface NounGroup {
  /** `two beagles`. */
  readonly text: string;
  /** How likely there are that many of them. */
  readonly score: number;
  /** That many. */
  readonly atLeast: number;
  /** The things; none for a group that only the whole image shows. */
  readonly members: readonly DetectedThing[];
  /** How prominent they are: the part of the image that they fill, times the scores. */
  readonly prominence: number;
}

/** Returns the groups, the most prominent first. */
export function byProminence(groups: Iterable<NounGroup>): NounGroup[] {
  return sortedBy(groups, ({ prominence, text }) => [-prominence, text]);
}

/**
 * Groups the things.
 * @param things - in their order.
 * @returns The groups that are likely enough to be claimed, the most prominent first, and the highest
 *   score of the other things.
 */
export function groupThings(
  things: readonly DetectedThing[],
  size: Size,
  tables: Tables,
): { readonly groups: NounGroup[]; readonly dropped: number } {
  const { rules } = tables;
  const groups: NounGroup[] = [];
  const { kept, doubtful } = distinctThings(things, tables);
  const left = things.filter((each) => !kept.includes(each));
  const dropped = Math.max(0, ...left.map((each) => each.score));
  for (const [label, members] of groupBy(kept, (each) => each.box.label)) {
    // Each is likelier than `claim` by itself, so there is always a claim to be made of them.
    const chances = members.map((each) => each.score);
    const exact = !doubtful.has(label);
    const general = nounGroup(tables.thing(label).noun, members, chances, size, tables, exact);
    const finer = finerGroups(members, size, tables, exact);
    const asMany = finer.reduce((sum, each) => sum + each.atLeast, 0) >= general.atLeast;
    const sure = finer.every((each) => each.score >= rules.claim);
    groups.push(...(finer.length > 0 && asMany && sure ? finer : [general]));
  }
  return { groups: byProminence(groups), dropped };
}

/**
 * Returns the things that are likely enough to be claimed, each once.
 *
 * A box may show the same thing as a likelier one. And the classifier only tells that there is a dog
 * in a box, not that it is another dog: for a second one the detector must be sure by itself.
 * @returns The things, and the labels of which there may be more.
 */
function distinctThings(
  things: readonly DetectedThing[],
  tables: Tables,
): { readonly kept: DetectedThing[]; readonly doubtful: ReadonlySet<string> } {
  const { rules } = tables;
  const kept: DetectedThing[] = [];
  const doubtful = new Set<string>();
  for (const each of things) {
    if (each.score < rules.claim) continue;
    if (kept.some((known) => isSameThing(each.box, known.box, tables))) continue;
    const again = kept.some((known) => known.box.label === each.box.label);
    if (again && each.box.score < rules.claim) doubtful.add(each.box.label);
    else kept.push(each);
  }
  return { kept, doubtful };
}

/** Whether two boxes are likely to show the same thing. */
export function isSameThing(one: Box, other: Box, tables: Tables): boolean {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  if (width <= 0 || height <= 0) return false;
  const shared = width * height;
  const area = one.width * one.height;
  const otherArea = other.width * other.height;
  const { rules } = tables;
  if (one.label === other.label) return shared >= rules.sameLabel * Math.min(area, otherArea);
  const sameCategory = tables.thing(one.label).category === tables.thing(other.label).category;
  // Even a cat and a person are one thing where their boxes are one box.
  const part = sameCategory ? rules.sameCategory : rules.sameBox;
  return shared >= part * (area + otherArea - shared);
}

/** Returns the groups by finer names, if all things have one and the names are few. */
function finerGroups(
  members: readonly DetectedThing[],
  size: Size,
  tables: Tables,
  exact: boolean,
): NounGroup[] {
  if (members.some((each) => each.finerNoun === null)) return [];
  const byName = groupBy(members, (each) => each.finerNoun!.noun);
  if (byName.size > tables.rules.kinds) return [];
  return Array.from(byName.values(), (named) => {
    const chances = named.map((each) => each.score * each.finerScore);
    return nounGroup(named[0]!.finerNoun!, named, chances, size, tables, exact);
  });
}

/**
 * Makes a group that names the number of things as exactly as is likelier than not.
 * @param chances - how likely the noun is right for each of the members.
 * @param exact - false where there may be more of them: then no number above one is named.
 */
function nounGroup(
  noun: Noun,
  members: readonly DetectedThing[],
  chances: readonly number[],
  size: Size,
  tables: Tables,
  exact: boolean,
): NounGroup {
  const { grammar, rules } = tables;
  const area = Math.max(1, size[0] * size[1]);
  let prominence = 0;
  members.forEach(({ box }, number) => {
    prominence += Math.min(1, (box.width * box.height) / area) * chances[number]!;
  });
  const count = members.length;
  if (count <= (exact ? grammar.numbers.length : 1)) {
    const score = probabilityOfAtLeast(count, chances);
    if (count === 1 || score >= rules.claim) {
      return { text: withCount(noun, count, grammar), score, atLeast: count, members, prominence };
    }
  }
  for (const amount of grammar.amounts) {
    const score = probabilityOfAtLeast(amount.atLeast, chances);
    if (score >= rules.claim) {
      const text = withAmount(noun, amount.word, grammar);
      return { text, score, atLeast: amount.atLeast, members, prominence };
    }
  }
  const text = withCount(noun, 1, grammar);
  return { text, score: probabilityOfAtLeast(1, chances), atLeast: 1, members, prominence };
}

/** Returns how likely so many of the chances or more come true, each independent of the others. */
export function probabilityOfAtLeast(count: number, chances: readonly number[]): number {
  // How likely 0, 1, 2, ... of those so far came true.
  const exactly = [1, ...chances.map(() => 0)];
  chances.forEach((chance, before) => {
    for (let come = before + 1; come > 0; come--) {
      exactly[come] = exactly[come]! * (1 - chance) + exactly[come - 1]! * chance;
    }
    exactly[0]! *= 1 - chance;
  });
  let total = 0;
  for (const each of exactly.slice(count)) total += each;
  return Math.min(1, total);
}
