/** Makes a description's tags: everything that was recognised, in the sentence or not. */
import type { Tag } from "../../answer.js";
import { isSameThing } from "./nounGroups.js";
import { sortedBy } from "./sortByKey.js";
import type { Tables } from "./tables.js";
import { rankedNouns, type Classes } from "./classes.js";
import { sortKeyOf, type DetectedThing } from "./detectedThings.js";

/** Returns the tags, the likeliest first; the arguments are those of `describe`. */
export function tags(
  things: readonly DetectedThing[],
  scores: ArrayLike<number> | null,
  classes: Classes,
  tables: Tables,
): Tag[] {
  const kept: DetectedThing[] = [];
  for (const each of sortedBy(things, sortKeyOf)) {
    if (each.score < tables.rules.tag) continue;
    if (!kept.some((known) => isSameThing(each.box, known.box, tables))) kept.push(each);
  }
  const found = kept.map((each) => tagOf(each, tables));
  if (scores) {
    const known = new Set(found.map(({ label }) => label));
    for (const { score, noun } of rankedNouns(scores, classes.nouns.keys(), classes)) {
      if (score < tables.rules.tag || known.has(noun.noun)) continue;
      found.push({ label: noun.noun, score, box: null });
    }
  }
  return sortedBy(found, ({ label, score }) => [-score, label]);
}

function tagOf({ box, score, finerNoun, finerScore }: DetectedThing, tables: Tables): Tag {
  const finer = score * finerScore;
  const named =
    finerNoun !== null && finer >= tables.rules.claim
      ? { label: finerNoun.noun, score: finer }
      : { label: tables.thing(box.label).noun.noun, score };
  // Which boxes of a description are right 95 times in 100 was not measured.
  return { ...named, box: { ...box, ...named, sure: false } };
}
