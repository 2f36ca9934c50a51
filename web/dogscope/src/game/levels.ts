/** Points and levels, told from the catches alone: there is nothing to keep, and nothing to cheat. */
import { breedOf } from "../breeds/breedCatalogue";
import type { Catch } from "../storage/records";
import { dayOf } from "./calendarDay";
import { rarityOf, worth } from "./rarity";

/** Another dog of a breed that was found before. */
const AGAIN = 20;
/** Catches of a breed in one day that count. */
const A_DAY = 5;

export interface Level {
  readonly level: number;
  readonly points: number;
  /** Points at which this level began, and at which the next one begins. */
  readonly from: number;
  readonly to: number;
}

export function pointsOf(catches: readonly Catch[]): number {
  const seen = new Set<string>();
  const today = new Map<string, number>();
  let points = 0;
  for (const { breed: id, at } of [...catches].sort((a, b) => a.at - b.at)) {
    const breed = breedOf(id);
    if (!breed) continue;
    if (!seen.has(id)) {
      seen.add(id);
      points += worth(rarityOf(breed));
      continue;
    }
    const key = `${id} ${dayOf(at)}`;
    const count = (today.get(key) ?? 0) + 1;
    today.set(key, count);
    if (count <= A_DAY) points += AGAIN;
  }
  return points;
}

/** Each level takes 100 points more than the one before it. */
export function levelOf(points: number): Level {
  let level = 1;
  let from = 0;
  while (points >= from + 200 + 100 * (level - 1)) {
    from += 200 + 100 * (level - 1);
    level++;
  }
  return { level, points, from, to: from + 200 + 100 * (level - 1) };
}
