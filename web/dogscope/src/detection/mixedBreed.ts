/** What a mixed breed looks like, by its scores. They can't tell a mix: the user says that it is one. */
import type { ScoredBreed } from "./dogPrediction";

/** The least score of a breed that is named beside the main one. */
const LEAST_PART = 0.1;
/** From this share of the main breed's score on, the second one is named as its equal. */
const AS_MUCH = 0.7;
/** The breeds of a mix that are stored, at most. */
const MOST_PARTS = 3;

/**
 * Returns the breeds that a mixed breed looks like, the main one first.
 * @param guesses - the breeds that were considered, the best first; at least one.
 */
export function mixOf(guesses: readonly ScoredBreed[]): string[] {
  return guesses
    .filter(({ score }, at) => at === 0 || score >= LEAST_PART)
    .slice(0, MOST_PARTS)
    .map(({ id }) => id);
}

/** Tells whether a mix looks like its second breed about as much as like the main one. */
export function isEvenMix(mix: readonly string[], guesses: readonly ScoredBreed[]): boolean {
  const scoreOf = (breed: string | undefined): number =>
    guesses.find(({ id }) => id === breed)?.score ?? 0;
  return mix.length === 2 && scoreOf(mix[1]) >= AS_MUCH * scoreOf(mix[0]);
}
