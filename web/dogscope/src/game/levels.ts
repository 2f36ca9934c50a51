/** Points and levels, computed from the records alone: nothing to store, and nothing to cheat. */
import { breedOf } from "../breeds/breedCatalogue";
import type { Records } from "../storage/userRecords";
import { dayOf, type Moment } from "./calendarDay";
import { questPoints, type QuestRecords } from "./quests";
import { pointsForFirst, rarityOf } from "./rarity";

/** Points for another dog of a breed that was found before. */
const POINTS_AGAIN = 20;
/** Points for a mixed breed: each is one of its kind. */
const POINTS_MIX = 50;
/** Points for the first animal of a kind that is no dog, and for another one. */
const POINTS_FIND = 30;
const POINTS_FIND_AGAIN = 5;
/** Catches of one kind that count on one day, beside the first one of all. */
const MOST_A_DAY = 5;

export interface Level {
  readonly level: number;
  readonly points: number;
  /** The points at which this level began, and at which the next one begins. */
  readonly from: number;
  readonly to: number;
}

/** What is caught, as far as it earns points. */
interface Caught extends Moment {
  readonly kind: string;
  /** The points for the first one of its kind, and for each other one. */
  readonly first: number;
  readonly again: number;
}

/** The records that earn points. */
export type PointRecords = Pick<Records, "catches" | "finds">;

/** Returns the points for all that was caught, and for all quests. */
export function totalPoints(records: PointRecords & QuestRecords): number {
  return pointsOf(records) + questPoints(records);
}

/** Returns the points for all that was caught, without those for quests. */
export function pointsOf(records: PointRecords): number {
  const found = new Set<string>();
  const countByDay = new Map<string, number>();
  let points = 0;
  for (const each of caughtOf(records)) {
    const { kind, first, again } = each;
    if (!found.has(kind)) {
      found.add(kind);
      points += first;
      continue;
    }
    const key = `${kind} ${dayOf(each)}`;
    const count = (countByDay.get(key) ?? 0) + 1;
    countByDay.set(key, count);
    if (count <= MOST_A_DAY) points += again;
  }
  return points;
}

/** Returns all that earns points, the oldest first; unknown breeds earn none. */
function caughtOf({ catches, finds }: PointRecords): Caught[] {
  const all: Caught[] = finds.map(({ animal, at, offset }) => ({
    ...{ kind: animal, at, offset, first: POINTS_FIND, again: POINTS_FIND_AGAIN },
  }));
  for (const { breed: id, mix, at, offset } of catches) {
    const breed = breedOf(id);
    if (!breed) continue;
    if (mix) all.push({ kind: "mix", at, offset, first: POINTS_MIX, again: POINTS_MIX });
    else {
      const first = pointsForFirst(rarityOf(breed));
      all.push({ kind: id, at, offset, first, again: POINTS_AGAIN });
    }
  }
  return all.sort((a, b) => a.at - b.at);
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
