/** The words of a text, and the entities that are marked among them. */
import type { Schema } from "../../api/client";

export type Entity = Schema["EntityItem"];

/** A part of a text: a word, or what is between two; places as JavaScript counts them. */
export interface TextPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isWord: boolean;
}

/** Splits a text into words and what is between them. */
export function textParts(text: string): TextPart[] {
  const segments = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
  return [...segments].map(({ segment, index, isWordLike }) => ({
    text: segment,
    start: index,
    end: index + segment.length,
    isWord: isWordLike === true || !/^\s*$/u.test(segment),
  }));
}

/** Returns a place as the server counts: in Unicode's code points. */
export function toPoints(text: string, place: number): number {
  return [...text.slice(0, place)].length;
}

/** Returns a place that the server counted, as JavaScript counts. */
export function fromPoints(text: string, points: number): number {
  return [...text].slice(0, points).join("").length;
}

/** Marks a range; an entity that it overlaps goes. */
export function marked(entities: readonly Entity[], added: Entity): Entity[] {
  return [...cleared(entities, added), added].sort((a, b) => a.start - b.start);
}

/** Removes the entities that a range overlaps. */
export function cleared(
  entities: readonly Entity[],
  range: Pick<Entity, "start" | "end">,
): Entity[] {
  return entities.filter((each) => each.end <= range.start || each.start >= range.end);
}
