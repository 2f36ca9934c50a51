/** How sure, in words. */
import type { Key } from "../locales/locale";

/** The word for a score: the scores order answers well, and are no frequencies. */
export function surety(score: number, sure: number): Key {
  if (score >= 0.9) return "sure.very";
  if (score >= 0.7) return "sure.quite";
  return score >= sure ? "sure.fairly" : "sure.not";
}
