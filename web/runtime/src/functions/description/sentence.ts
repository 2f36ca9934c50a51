/**
 * The sentence of a description: what was seen, said as exactly as it is likely to be true. The
 * twin of `vizsla/functions/sentence.py`.
 */
import { joined, nounFrom, one } from "./grammar.js";
import { byShare, grouped, type Group, type Size } from "./nounGroups.js";
import { gathered, sortedBy } from "./sortByKey.js";
import { findRelations, type Placed, type Related } from "./relations.js";
import type { Tables } from "./tables.js";
import { bestNouns, mass, orderOf, type Classes, type Seen } from "./detectedThings.js";

/** One thing that a sentence says: `two beagles`, `two beagles beside a person`. */
export interface Claim {
  readonly text: string;
  readonly score: number;
}

/** What is said of a picture. */
export interface Sentence {
  /** A noun phrase: no capital at its start, no full stop. */
  readonly text: string;
  /**
   * How likely all the claims are true, each for itself: the product of their scores. Of 'a
   * picture', which claims nothing: that of the likeliest thing it leaves unsaid, and never more
   * than the table allows.
   */
  readonly score: number;
  /** In the order in which they were made. */
  readonly claims: readonly Claim[];
}

type Scores = ArrayLike<number>;

/**
 * Says what a picture shows.
 * @param seen - what was found in it, in any order.
 * @param scores - the classifier's on the whole picture; null where it was not asked.
 * @param classes - what the scores are of.
 * @param size - the picture's width and height.
 * @param tables - how to speak, and when.
 */
export function describe(
  seen: readonly Seen[],
  scores: Scores | null,
  classes: Classes,
  size: Size,
  tables: Tables,
): Sentence {
  const real = seen.filter(({ box }) => box.width > 0 && box.height > 0);
  const { groups, dropped } = grouped(sortedBy(real, orderOf), size, tables);
  return groups.length > 0
    ? ofThings(groups, scores, classes, tables)
    : ofTheWhole(scores, classes, tables, dropped);
}

/** Says what was found, how it stands to each other, and where that is. */
function ofThings(
  found: readonly Group[],
  scores: Scores | null,
  classes: Classes,
  tables: Tables,
): Sentence {
  const { rules } = tables;
  const groups = scores
    ? byShare([...found, ...withoutBox(found, scores, classes, tables)])
    : found;
  const setting = scores ? settingOf(scores, classes, tables) : null;

  const [first] = groups;
  const said = [first!];
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
    if (claim(each.text, each.score)) said.push(each);
  }
  const placed = said.map((each) => placedOf(each, tables));
  const related: Related[] = [];
  for (const each of findRelations(placed, tables.relations)) {
    const text = `${said[each.subject]!.text} ${each.phrase} ${said[each.other]!.text}`;
    if (claim(text, each.score)) related.push(each);
  }
  const { text, apart } = phrased(said, related, tables);
  const placing = setting !== null && claim(setting.text, setting.score);
  return {
    text: placing ? `${text}${apart ? "," : ""} ${setting.text}` : text,
    score: total,
    claims,
  };
}

/** What the whole picture shows besides: a class that no thing found accounts for. */
function withoutBox(
  groups: readonly Group[],
  scores: Scores,
  classes: Classes,
  tables: Tables,
): Group[] {
  const { grammar, rules } = tables;
  const things = groups.flatMap(({ members }) => members.map(({ box }) => tables.thing(box.label)));
  const known = things.flatMap(({ kinds, sort }) => [
    ...kinds,
    ...(tables.explains.get(sort) ?? []),
  ]);
  const explained = new Set(classes.within(known));
  const free = [...classes.settings.keys()].filter(
    (number) => classes.settings[number] === null && !explained.has(number),
  );
  return bestNouns(scores, free, classes)
    .slice(0, 1)
    .filter(({ score }) => score >= rules.claim)
    .map(({ score, noun }) => ({
      text: one(noun, grammar),
      score,
      least: 1,
      members: [],
      share: score * rules.wholeShare,
    }));
}

/** The place, if the classifier is sure of one. */
function settingOf(scores: Scores, classes: Classes, tables: Tables): Claim | null {
  const known = [...classes.settings.keys()].filter((number) => classes.settings[number] !== null);
  const places = gathered(known, (number) => classes.settings[number]!);
  const claims = Array.from(places, ([text, numbers]) => ({ text, score: mass(scores, numbers) }));
  const [best] = sortedBy(claims, ({ text, score }) => [-score, text]);
  return best && best.score >= tables.rules.claim ? best : null;
}

function placedOf({ members }: Group, tables: Tables): Placed {
  const label = members[0]?.box.label ?? "";
  const sort = members.length > 0 ? tables.thing(label).sort : "";
  return { label, sort, boxes: members.map(({ box }) => box) };
}

/**
 * Makes one phrase of the groups, the related ones first.
 * @returns The phrase, and whether commas set its parts apart.
 */
function phrased(
  said: readonly Group[],
  related: readonly Related[],
  { grammar }: Tables,
): { readonly text: string; readonly apart: boolean } {
  // What others are related to has one phrase only, so its number is key enough.
  const parts = Array.from(
    gathered(related, ({ other }) => other),
    ([other, all]) => {
      const numbers = all.map(({ subject }) => subject).sort((a, b) => a - b);
      const names = numbers.map((number) => said[number]!.text);
      const text = `${joined(names, grammar)} ${all[0]!.phrase} ${said[other]!.text}`;
      return { first: numbers[0]!, text };
    },
  );
  const used = new Set(related.flatMap(({ subject, other }) => [subject, other]));
  const items = [
    ...sortedBy(parts, ({ first, text }) => [first, text]).map(({ text }) => text),
    ...said.filter((_, number) => !used.has(number)).map(({ text }) => text),
  ];
  const apart = related.length > 0 && items.length > 1;
  return { text: joined(items, grammar, apart), apart };
}

/** Says what the whole picture shows, where nothing was found in it. */
function ofTheWhole(
  scores: Scores | null,
  classes: Classes,
  tables: Tables,
  dropped: number,
): Sentence {
  const { grammar, rules } = tables;
  let unsaid = dropped;
  if (scores) {
    const { score, noun } = bestNouns(scores, classes.nouns.keys(), classes)[0]!;
    if (score >= rules.claim) return single(one(noun, grammar), score);
    unsaid = Math.max(dropped, score);
    for (const kind of tables.kinds) {
      const likely = mass(scores, classes.within(kind.kinds));
      if (likely >= rules.claim) return single(one(kind.noun, grammar), likely);
    }
  }
  const text = one(nounFrom(grammar.picture, grammar), grammar);
  return { text, score: Math.min(unsaid, rules.picture), claims: [] };
}

function single(text: string, score: number): Sentence {
  return { text, score, claims: [{ text, score }] };
}
