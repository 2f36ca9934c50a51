/** Combines the two models: the detector's box, and the classifier's opinion on what is in it. */
import type { Box } from "../../answer.js";
import { probabilityOfAny, rankedNouns, type Classes } from "./classes.js";
import { weigh } from "./evidence.js";
import type { Noun } from "./grammar.js";
import type { Key } from "./sortByKey.js";
import type { Tables, ThingEntry } from "./tables.js";

/** The label of an animal that the detector named wrongly. */
export const ANIMAL = "animal";

type Scores = ArrayLike<number>;
type FinerName = Pick<DetectedThing, "finerNoun" | "finerScore">;

const NO_NAME: FinerName = { finerNoun: null, finerScore: 0 };

/** One thing in an image. */
export interface DetectedThing {
  /** The detector's box. */
  readonly box: Box;
  /** The probability of such a thing, by both models. */
  readonly score: number;
  /** Whether the detector was sure of it, and the classifier of another. */
  readonly disputed: boolean;
  /** A finer name for it, or null. */
  readonly finerNoun: Noun | null;
  /** How likely the finer name is right, given that the label is. */
  readonly finerScore: number;
}

/** Returns a thing's sort key: the detector's surest comes first, in whatever order they are. */
export function sortKeyOf({ box, score, finerNoun, finerScore }: DetectedThing): Key {
  const place = [box.x, box.y, box.width, box.height];
  return [-box.score, -score, box.label, ...place, finerNoun?.noun ?? "", -finerScore];
}

/**
 * Combines a box of the detector with the classifier's scores.
 * @param part - the classifier's scores for the part of the image in the box; null where it was not
 *   asked, and its scores for the whole image count instead.
 * @param whole - the classifier's scores for the whole image; null where it was not asked.
 * @param size - the image's width and height.
 * @param classes - the classes of the scores.
 * @param tables - the evidence that counts for each label, and the finer names.
 */
export function detectedThing(
  box: Box,
  part: Scores | null,
  whole: Scores | null,
  size: readonly [width: number, height: number],
  classes: Classes,
  tables: Tables,
): DetectedThing {
  const thing = tables.thing(box.label);
  const scores = part ?? whole;
  const { claim } = tables.rules;
  if (scores === null || thing.evidence === null) {
    return { box, score: box.score, disputed: false, ...NO_NAME };
  }
  const area = Math.min(1, (box.width * box.height) / Math.max(1, size[0] * size[1]));
  const { score, outdone } = weighed(box, thing, scores, whole, area, classes, tables);
  if (thing.category === ANIMAL) {
    const doubtful = score < thing.evidence.claim && box.score >= claim;
    if (outdone || doubtful) return renamedAnimal(box, scores, whole, area, classes, tables);
  } else if (outdone && thing.category !== "person") {
    return { box, score: 0, disputed: box.score >= claim, ...NO_NAME };
  }
  return { box, score, disputed: false, ...finerName(scores, thing, classes, tables) };
}

/** Returns the probability of a thing in a box, and whether the classifier is sure of another. */
function weighed(
  box: Box,
  thing: ThingEntry,
  scores: Scores,
  whole: Scores | null,
  area: number,
  classes: Classes,
  tables: Tables,
): { readonly score: number; readonly outdone: boolean } {
  if (thing.evidence === null) return { score: box.score, outdone: false };
  const numbers = classes.within(thing.kinds);
  const known = probabilityOfAny(scores, numbers);
  // The whole image counts too: what stands alone is easier to name with its surroundings.
  const support = whole === null ? known : Math.max(known, probabilityOfAny(whole, numbers));
  const mine = new Set([...numbers, ...classes.within(thing.evidence.neighbours)]);
  const rivals = classes.within(thing.evidence.rivals).filter((each) => !mine.has(each));
  const other = best(scores, rivals, classes);
  return {
    score: weigh(thing.evidence, box.score, support, other, area),
    outdone: other >= tables.rules.decides && other > known,
  };
}

/** Names an animal as the classifier does, which knows more of them than the detector. */
function renamedAnimal(
  box: Box,
  part: Scores,
  whole: Scores | null,
  area: number,
  classes: Classes,
  tables: Tables,
): DetectedThing {
  const animals = classes.within(tables.thing(ANIMAL).kinds);
  const better = whole !== null && best(whole, animals, classes) > best(part, animals, classes);
  const scores = better ? whole : part;
  let label = ANIMAL;
  let likeliest = 0;
  for (const [each, { category, kinds }] of tables.things) {
    if (category !== ANIMAL || each === ANIMAL) continue;
    const likely = probabilityOfAny(scores, classes.within(kinds));
    if (likely >= tables.rules.name && likely > likeliest) [label, likeliest] = [each, likely];
  }
  const thing = tables.thing(label);
  const renamed = { ...box, label };
  let { score } = weighed(renamed, thing, scores, null, area, classes, tables);
  const name = finerName(scores, thing, classes, tables);
  if (label !== ANIMAL) score = Math.min(score, likeliest);
  else if (name.finerNoun === null && score < tables.rules.unnamed) score = 0;
  return { box: renamed, score, disputed: false, ...name };
}

function best(scores: Scores, numbers: readonly number[], classes: Classes): number {
  return rankedNouns(scores, numbers, classes)[0]?.score ?? 0;
}

/**
 * Returns a more exact name and its probability, given that the label is right: that of a class, or else
 * of a kind of classes, `a beagle`, `a hound`.
 */
function finerName(
  scores: Scores,
  thing: ThingEntry,
  classes: Classes,
  { kinds, rules }: Tables,
): FinerName {
  const numbers = classes.within(thing.kinds);
  const known = probabilityOfAny(scores, numbers);
  if (thing.refine === null || known <= 0) return NO_NAME;
  const among = thing.refine === "given" ? known : 1;
  const likeliest = rankedNouns(scores, numbers, classes)[0]!;
  const finerScore = Math.min(1, likeliest.score / among);
  if (finerScore >= rules.refine) {
    const same = likeliest.noun.noun === thing.noun.noun;
    return same ? NO_NAME : { finerNoun: likeliest.noun, finerScore };
  }
  const own = new Set(numbers);
  for (const kind of kinds) {
    const inside = classes.within(kind.kinds);
    if (inside.length === 0 || inside.length >= own.size) continue;
    if (!inside.every((number) => own.has(number))) continue;
    const score = Math.min(1, probabilityOfAny(scores, inside) / among);
    if (score >= rules.refineKind && kind.noun.noun !== thing.noun.noun) {
      return { finerNoun: kind.noun, finerScore: score };
    }
  }
  return NO_NAME;
}
