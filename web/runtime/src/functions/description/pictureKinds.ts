/** Claims that rest on the description's own head: the kind of picture, or of what it shows. */
import type { Claim } from "./claim.js";
import type { Classes } from "./classes.js";
import type { DetectedThing } from "./detectedThings.js";
import { withArticle } from "./grammar.js";
import type { Size } from "./nounGroups.js";
import type { PictureEntry, Tables } from "./tables.js";

type Scores = ArrayLike<number>;

/** Returns what the picture is, where nothing in it counts: `a map`. */
export function mediumOf(pictures: Scores, tables: Tables): Claim | null {
  return best(pictures, tables, ({ medium }) => medium);
}

/** Returns the kind of what the picture shows, if one is likely enough: `a flower`. */
export function pictureName(pictures: Scores, tables: Tables): Claim | null {
  return best(pictures, tables, ({ medium }) => !medium);
}

/** Returns the kind of scene that the picture shows, if one is likely enough: `a forest`. */
export function pictureScene(pictures: Scores, tables: Tables): Claim | null {
  return best(pictures, tables, ({ scene }) => scene);
}

function best(
  scores: Scores,
  { grammar, pictures, rules }: Tables,
  wanted: (entry: PictureEntry) => boolean,
): Claim | null {
  const number = pictures.findIndex((entry, at) => wanted(entry) && scores[at]! >= entry.claim);
  if (number < 0) return null;
  const text = withArticle(pictures[number]!.noun, grammar);
  return { text, score: scores[number]! * rules.unconfirmed };
}

/** Returns whether a thing can't be there: it would fill much of the image, and be seen. */
export function isDenied(
  { box }: DetectedThing,
  scores: Scores,
  size: Size,
  { pictures, rules, thing }: Tables,
): boolean {
  if (box.width * box.height < rules.pictureArea * size[0] * size[1]) return false;
  const { category } = thing(box.label);
  return pictures.some(
    ({ denies }, number) => denies === category && scores[number]! < rules.pictureDenied,
  );
}

/**
 * Returns the numbers of the classes that the kinds of pictures leave room for.
 *
 * Where a kind is nearly certain, these are the classes of the kinds that are not unlikely.
 */
export function agreeing(
  scores: Scores,
  classes: Classes,
  { pictures, rules }: Tables,
): readonly number[] {
  if (pictures.every((_, at) => scores[at]! < rules.pictureSure)) return [...classes.nouns.keys()];
  const left = pictures.filter((_, at) => scores[at]! >= rules.pictureRoom);
  return classes.within(left.flatMap(({ kinds }) => kinds));
}
