/** Composes the sentence of a description: each claim only as exact as it is likely to be true. */
import { listOf, nounFrom, withArticle } from "./grammar.js";
import { byProminence, groupThings, type NounGroup, type Size } from "./nounGroups.js";
import { groupBy, sortedBy } from "./sortByKey.js";
import { findRelations, type GroupBoxes, type Relation } from "./relations.js";
import type { Tables } from "./tables.js";
import {
  rankedNouns,
  probabilityOfAny,
  sortKeyOf,
  type Classes,
  type DetectedThing,
} from "./detectedThings.js";

/** One claim of a sentence: `two beagles`, `two beagles beside a person`. */
export interface Claim {
  readonly text: string;
  readonly score: number;
}

/** A description of an image. */
export interface Sentence {
  /** A noun phrase: no capital at its start, no full stop. */
  readonly text: string;
  /**
   * How likely all the claims are true, each independent of the others: the product of their scores.
   * Of 'a picture', which claims nothing: the score of the likeliest thing that is left out, and never
   * more than the table allows.
   */
  readonly score: number;
  /** In the order in which they were made. */
  readonly claims: readonly Claim[];
}

type Scores = ArrayLike<number>;

/**
 * Describes an image.
 * @param things - the things in it, in any order.
 * @param scores - the classifier's for the whole image; null where it was not asked.
 * @param classes - the classes of the scores.
 * @param size - the image's width and height.
 * @param tables - the words, and the scores from which on they are used.
 */
export function describe(
  things: readonly DetectedThing[],
  scores: Scores | null,
  classes: Classes,
  size: Size,
  tables: Tables,
): Sentence {
  const real = things.filter(({ box }) => box.width > 0 && box.height > 0);
  const { groups, dropped } = groupThings(sortedBy(real, sortKeyOf), size, tables);
  return groups.length > 0
    ? describeThings(groups, scores, classes, tables)
    : describeWhole(scores, classes, tables, dropped);
}

/** Describes the things, their relations, and the place. */
function describeThings(
  found: readonly NounGroup[],
  scores: Scores | null,
  classes: Classes,
  tables: Tables,
): Sentence {
  const { rules } = tables;
  const groups = scores
    ? byProminence([...found, ...withoutBox(found, scores, classes, tables)])
    : found;
  const setting = scores ? settingOf(scores, classes, tables) : null;

  const [first] = groups;
  const claimed = [first!];
  const claims: Claim[] = [{ text: first!.text, score: first!.score }];
  let total = first!.score;
  /** Makes a claim, unless the sentence would be too unlikely with it. */
  const claim = (text: string, score: number): boolean => {
    if (total * score < rules.sentence) return false;
    claims.push({ text, score });
    total *= score;
    return true;
  };
  for (const each of groups.slice(1, rules.groups)) {
    if (claim(each.text, each.score)) claimed.push(each);
  }
  const placed = claimed.map((each) => groupBoxesOf(each, tables));
  const related: Relation[] = [];
  for (const each of findRelations(placed, tables.relations)) {
    const text = `${claimed[each.subject]!.text} ${each.phrase} ${claimed[each.other]!.text}`;
    if (claim(text, each.score)) related.push(each);
  }
  const { text, commas } = phraseOf(claimed, related, tables);
  const placing = setting !== null && claim(setting.text, setting.score);
  return {
    text: placing ? `${text}${commas ? "," : ""} ${setting.text}` : text,
    score: total,
    claims,
  };
}

/** Returns a group for a class of the whole image that no detected thing explains, if there is one. */
function withoutBox(
  groups: readonly NounGroup[],
  scores: Scores,
  classes: Classes,
  tables: Tables,
): NounGroup[] {
  const { grammar, rules } = tables;
  const things = groups.flatMap(({ members }) => members.map(({ box }) => tables.thing(box.label)));
  const known = things.flatMap(({ kinds, category }) => [
    ...kinds,
    ...(tables.explains.get(category) ?? []),
  ]);
  const explained = new Set(classes.within(known));
  const free = [...classes.settings.keys()].filter(
    (number) => classes.settings[number] === null && !explained.has(number),
  );
  return rankedNouns(scores, free, classes)
    .slice(0, 1)
    .filter(({ score }) => score >= rules.claim)
    .map(({ score, noun }) => ({
      text: withArticle(noun, grammar),
      score,
      atLeast: 1,
      members: [],
      prominence: score * rules.wholeShare,
    }));
}

/** Returns the place, if one is likely enough. */
function settingOf(scores: Scores, classes: Classes, tables: Tables): Claim | null {
  const known = [...classes.settings.keys()].filter((number) => classes.settings[number] !== null);
  const places = groupBy(known, (number) => classes.settings[number]!);
  const claims = Array.from(places, ([text, numbers]) => ({
    text,
    score: probabilityOfAny(scores, numbers),
  }));
  const [best] = sortedBy(claims, ({ text, score }) => [-score, text]);
  return best && best.score >= tables.rules.claim ? best : null;
}

function groupBoxesOf({ members }: NounGroup, tables: Tables): GroupBoxes {
  const label = members[0]?.box.label ?? "";
  const category = members.length > 0 ? tables.thing(label).category : "";
  return { label, category, boxes: members.map(({ box }) => box) };
}

/**
 * Makes one phrase of the groups, the related ones first.
 * @returns The phrase, and whether commas separate its parts.
 */
function phraseOf(
  groups: readonly NounGroup[],
  related: readonly Relation[],
  { grammar }: Tables,
): { readonly text: string; readonly commas: boolean } {
  // A group that others are related to has one phrase only, so its number is key enough.
  const parts = Array.from(
    groupBy(related, ({ other }) => other),
    ([other, all]) => {
      const numbers = all.map(({ subject }) => subject).sort((a, b) => a - b);
      const names = numbers.map((number) => groups[number]!.text);
      const text = `${listOf(names, grammar)} ${all[0]!.phrase} ${groups[other]!.text}`;
      return { first: numbers[0]!, text };
    },
  );
  const used = new Set(related.flatMap(({ subject, other }) => [subject, other]));
  const items = [
    ...sortedBy(parts, ({ first, text }) => [first, text]).map(({ text }) => text),
    ...groups.filter((_, number) => !used.has(number)).map(({ text }) => text),
  ];
  const commas = related.length > 0 && items.length > 1;
  return { text: listOf(items, grammar, commas), commas };
}

/** Describes the whole image, where no thing was detected in it. */
function describeWhole(
  scores: Scores | null,
  classes: Classes,
  tables: Tables,
  dropped: number,
): Sentence {
  const { grammar, rules } = tables;
  let leftOut = dropped;
  if (scores) {
    const { score, noun } = rankedNouns(scores, classes.nouns.keys(), classes)[0]!;
    if (score >= rules.claim) return single(withArticle(noun, grammar), score);
    leftOut = Math.max(dropped, score);
    for (const kind of tables.kinds) {
      const likely = probabilityOfAny(scores, classes.within(kind.kinds));
      if (likely >= rules.claim) return single(withArticle(kind.noun, grammar), likely);
    }
  }
  const text = withArticle(nounFrom(grammar.picture, grammar), grammar);
  return { text, score: Math.min(leftOut, rules.picture), claims: [] };
}

function single(text: string, score: number): Sentence {
  return { text, score, claims: [{ text, score }] };
}
