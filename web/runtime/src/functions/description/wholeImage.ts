/** Claims that rest on the whole image, and on no box: its name, its place, what is worn. */
import type { Claim } from "./claim.js";
import { probabilityOfAny, rankedNouns, type Classes } from "./classes.js";
import { withArticle } from "./grammar.js";
import type { NounGroup, Size } from "./nounGroups.js";
import { agreeing, pictureName, pictureScene } from "./pictureKinds.js";
import { groupBy, sortedBy } from "./sortByKey.js";
import type { Tables } from "./tables.js";

type Scores = ArrayLike<number>;

/** What the classifier sees of these is the thing itself, even where it names it otherwise. */
const EXPLAIN_ALL = ["person", "animal"];

/** Returns the name of the whole image: of its class, or else of the narrowest kind. */
export function nameOf(
  scores: Scores,
  classes: Classes,
  tables: Tables,
  pictures: Scores | null,
): Claim | null {
  const left = pictures ? agreeing(pictures, classes, tables) : [...classes.nouns.keys()];
  return (
    className(scores, left, classes, tables) ??
    kindName(scores, classes, tables) ??
    (pictures ? pictureName(pictures, tables) : null) ??
    kindName(scores, classes, tables, { telling: false })
  );
}

/**
 * Returns a group for what the whole image shows and no detected thing explains, if there is one.
 *
 * A thing explains the classes of its own kind. It also explains those that are often seen in its place,
 * unless the classifier is nearly certain: a knife is no reason to leave out a ladle.
 */
export function groupsWithoutBox(
  groups: readonly NounGroup[],
  scores: Scores,
  classes: Classes,
  tables: Tables,
): NounGroup[] {
  const { certain } = tables.rules;
  const things = groups.flatMap(({ members }) => members.map(({ box }) => tables.thing(box.label)));
  const known = things.flatMap(({ kinds }) => kinds);
  const likely: string[] = [];
  for (const { category } of things) {
    const explained = tables.explains.get(category) ?? [];
    (EXPLAIN_ALL.includes(category) ? known : likely).push(...explained);
    if (category === "person") known.push(...tables.relations.worn.flatMap((worn) => worn.kinds));
  }
  const never = new Set(classes.within(known));
  const seldom = new Set(classes.within(likely));
  const free = [...classes.settings.keys()].filter(
    (number) =>
      classes.settings[number] === null &&
      !never.has(number) &&
      (!seldom.has(number) || scores[number]! >= certain),
  );
  return asGroups(className(scores, free, classes, tables), tables);
}

/** Returns a group for the scene around things that cover little of the image, if it is known. */
export function sceneAround(
  groups: readonly NounGroup[],
  scores: Scores,
  size: Size,
  classes: Classes,
  tables: Tables,
  pictures: Scores | null,
): NounGroup[] {
  let covered = 0;
  for (const { box } of groups.flatMap(({ members }) => members)) covered += box.width * box.height;
  if (covered >= tables.rules.background * size[0] * size[1]) return [];
  const scene = kindName(scores, classes, tables, { scenesOnly: true });
  return asGroups(scene ?? (pictures ? pictureScene(pictures, tables) : null), tables);
}

function asGroups(claim: Claim | null, { rules }: Tables): NounGroup[] {
  if (claim === null) return [];
  const { text, score } = claim;
  return [{ text, score, atLeast: 1, members: [], prominence: score * rules.wholeShare }];
}

function className(
  scores: Scores,
  numbers: readonly number[],
  classes: Classes,
  { grammar, rules }: Tables,
): Claim | null {
  const [best] = rankedNouns(scores, numbers, classes);
  if (!best) return null;
  const score = Math.min(1, best.score * classes.scales[best.number]!);
  const likely = score >= classes.claims[best.number]!;
  if (!likely) return null;
  return { text: withArticle(best.noun, grammar), score: score * rules.unconfirmed };
}

/**
 * Returns the name of the narrowest kind that is likely enough.
 * @param options.scenesOnly - whether only scenes count.
 * @param options.telling - true for the kinds that say something, false for those that hardly do.
 */
function kindName(
  scores: Scores,
  classes: Classes,
  { grammar, kinds, rules }: Tables,
  { scenesOnly = false, telling = true } = {},
): Claim | null {
  for (const kind of kinds) {
    if ((scenesOnly && !kind.scene) || kind.most >= 1 !== telling) continue;
    const score = Math.min(1, probabilityOfAny(scores, classes.within(kind.kinds)) * kind.scale);
    if (score < kind.claim) continue;
    const known = Math.min(kind.most, score * rules.unconfirmed);
    return { text: withArticle(kind.noun, grammar), score: known };
  }
  return null;
}

/** Returns the place, if one is likely enough; else the wide setting: `indoors`. */
export function settingOf(scores: Scores, classes: Classes, { rules }: Tables): Claim | null {
  for (const texts of [classes.settings, classes.places]) {
    const known = [...texts.keys()].filter((number) => texts[number] !== null);
    const places = groupBy(known, (number) => texts[number]!);
    const claims = Array.from(places, ([text, numbers]) => ({
      text,
      score: probabilityOfAny(scores, numbers),
    }));
    const [best] = sortedBy(claims, ({ text, score }) => [-score, text]);
    if (best && best.score >= rules.place) return best;
  }
  return null;
}

/** Returns what a person in the image wears, with its preposition, if it is likely enough. */
export function wornBy(
  scores: Scores,
  classes: Classes,
  { grammar, relations }: Tables,
): Claim | null {
  for (const { phrase, kinds, score: least } of relations.worn) {
    const [best] = rankedNouns(scores, classes.within(kinds), classes);
    if (best && best.score >= least) {
      return { text: `${phrase} ${withArticle(best.noun, grammar)}`, score: best.score };
    }
  }
  return null;
}
