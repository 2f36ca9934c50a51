/** Points and levels, computed from the catches alone: nothing to store, and nothing to cheat. */
import { breedOf } from "../breeds/breedCatalogue";
import type { Catch } from "../storage/userRecords";
import { dayOf } from "./calendarDay";
import { pointsForFirst, rarityOf } from "./rarity";

/** Points for another dog of a breed that was found before. */
const POINTS_AGAIN = 20;
/** Catches of one breed that count on one day. */
const MOST_A_DAY = 5;

export interface Level {
  readonly level: number;
  readonly points: number;
  /** The points at which this level began, and at which the next one begins. */
  readonly from: number;
  readonly to: number;
}

export function pointsOf(catches: readonly Catch[]): number {
  const found = new Set<string>();
  const countByDay = new Map<string, number>();
  let points = 0;
  for (const { breed: id, at } of [...catches].sort((a, b) => a.at - b.at)) {
    const breed = breedOf(id);
    if (!breed) continue;
    if (!found.has(id)) {
      found.add(id);
      points += pointsForFirst(rarityOf(breed));
      continue;
    }
    const key = `${id} ${dayOf(at)}`;
    const count = (countByDay.get(key) ?? 0) + 1;
    countByDay.set(key, count);
    if (count <= MOST_A_DAY) points += POINTS_AGAIN;
  }
  return points;
}

/** Returns the level that some points reach; each takes 100 points more than the one before. */
export function levelOf(points: number): Level {
  let level = 1;
  let from = 0;
  const pointsNeeded = (): number => 200 + 100 * (level - 1);
  while (points >= from + pointsNeeded()) {
    from += pointsNeeded();
    level++;
  }
  return { level, points, from, to: from + pointsNeeded() };
}
