/** Composes the sentence of a description: each claim only as exact as it is likely to be true. */
import type { Claim } from "./claim.js";
import { listOf, nounFrom, withArticle } from "./grammar.js";
import { byProminence, groupThings, type NounGroup, type Size } from "./nounGroups.js";
import { groupBy, sortedBy } from "./sortByKey.js";
import { isDenied, mediumOf } from "./pictureKinds.js";
import { findRelations, type GroupBoxes, type Relation } from "./relations.js";
import type { Tables } from "./tables.js";
import type { Classes } from "./classes.js";
import { sortKeyOf, type DetectedThing } from "./detectedThings.js";
import { groupsWithoutBox, nameOf, sceneAround, settingOf, wornBy } from "./wholeImage.js";

/** A description of an image. */
export interface Sentence {
  /** A noun phrase: no capital at its start, no full stop. */
  readonly text: string;
  /**
   * How likely all the claims are true, each independent of the others: the product of their scores.
   * Where the two models are sure of different things, and for 'a picture', which claims nothing, never
   * more than the rules allow.
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
 * @param pictures - the scores of the kinds of pictures; null where the function has no such head.
 */
export function describe(
  things: readonly DetectedThing[],
  scores: Scores | null,
  classes: Classes,
  size: Size,
  tables: Tables,
  pictures: Scores | null = null,
): Sentence {
  const medium = pictures ? mediumOf(pictures, tables) : null;
  if (medium) return { ...medium, claims: [medium] };
  const real = things.filter(
    (each) =>
      each.box.width > 0 &&
      each.box.height > 0 &&
      !(pictures && isDenied(each, pictures, size, tables)),
  );
  const { groups, dropped } = groupThings(sortedBy(real, sortKeyOf), size, tables);
  const found =
    groups.length > 0
      ? describeThings(groups, scores, size, classes, tables, pictures)
      : describeWhole(scores, classes, tables, dropped, pictures);
  const disputed = real.some((each) => each.disputed);
  return disputed ? { ...found, score: Math.min(found.score, tables.rules.disputed) } : found;
}

/** Describes the things, their relations, what a person wears, and the place. */
function describeThings(
  found: readonly NounGroup[],
  scores: Scores | null,
  size: Size,
  classes: Classes,
  tables: Tables,
  pictures: Scores | null,
): Sentence {
  const { rules } = tables;
  const setting = scores ? settingOf(scores, classes, tables) : null;
  const worn = scores ? wornBy(scores, classes, tables) : null;
  const scene = () => (setting ? [] : sceneAround(found, scores!, size, classes, tables, pictures));
  const without = scores ? groupsWithoutBox(found, scores, classes, tables) : [];
  const around = scores && without.length === 0 ? scene() : without;
  const groups = scores ? byProminence([...found, ...around]) : found;

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
  for (const [number, each] of claimed.entries()) {
    if (worn === null || !isOnePerson(each, tables)) continue;
    const text = `${each.text} ${worn.text}`;
    if (claim(text, worn.score)) claimed[number] = { ...each, text };
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
  pictures: Scores | null,
): Sentence {
  const { grammar, rules } = tables;
  let leftOut = dropped;
  if (scores) {
    const claim = nameOf(scores, classes, tables, pictures);
    if (claim) return { ...claim, claims: [claim] };
    leftOut = Math.max(dropped, ...Array.from(scores));
  }
  const text = withArticle(nounFrom(grammar.picture, grammar), grammar);
  return { text, score: Math.min(leftOut, rules.picture), claims: [] };
}

function isOnePerson({ members }: NounGroup, tables: Tables): boolean {
  return members.length === 1 && tables.thing(members[0]!.box.label).category === "person";
}
