/** What a measured gain says, and the scale on which several are drawn. */
import type { Features, Gain } from "./featureData";

export type Effect = "absent" | "helps" | "scores" | "nothing" | "outdated" | "unmeasured";

/** Returns what is known of a feature: whether it helps, or is to be measured. */
export function effectOf(gain: Gain | null): Effect {
  if (gain === null) return "unmeasured";
  if (gain.outdated) return "outdated";
  if (gain.found === 0) return "absent";
  if (!gain.helps) return "nothing";
  return gain.difference > 0 ? "helps" : "scores";
}

const LEAST = 0.02; // a scale is no finer: one example more or less is nothing

/** Returns how far the scale reaches to both sides of 0, so that all intervals fit. */
export function reachOf(gains: readonly (Gain | null)[]): number {
  const ends = gains.flatMap((each) => (each === null ? [] : [-each.low, each.high]));
  return Math.max(LEAST, ...ends);
}

/** Returns all gains of a project's features and columns. */
export function gainsOf(features: Features): (Gain | null)[] {
  const { columns, phrase_lists, patterns, entities, expressions } = features;
  return [...columns, ...phrase_lists, ...patterns, ...entities, ...expressions].map(
    (each) => each.gain,
  );
}

/** Whether something that is or might become a feature was not measured as it is now. */
export function needsMeasuring(features: Features): boolean {
  return gainsOf(features).some((each) => each === null || each.outdated);
}

/** Returns the phrases of a text with one in each line; within a single line commas part them. */
export function phrasesOf(text: string): string[] {
  const found = text
    .trim()
    .split(text.trim().includes("\n") ? "\n" : ",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  return [...new Set(found)];
}
