/** What a catch has brought, computed from the records with it and without it. */
import type { Records } from "../storage/userRecords";
import { badgesOf, type Badge } from "./badges";
import { collectionOf } from "./collection";
import { levelOf, totalPoints, type Level } from "./levels";

export interface CatchReward {
  /** The points that the catch has added. */
  readonly points: number;
  readonly before: Level;
  readonly after: Level;
  /** The badges that the catch has completed. */
  readonly badges: readonly Badge[];
  /** The number of breeds in the collection, with the catch. */
  readonly found: number;
}

/**
 * Returns the reward of a catch, or of a find.
 * @param id - its id; the example that a correction made of it has the same.
 */
export function rewardOf(records: Records, id: string): CatchReward {
  const others = without(records, id);
  const before = levelOf(totalPoints(others));
  const after = levelOf(totalPoints(records));
  const earlier = new Map(badgesOf(others).map((badge) => [badge.key, badge]));
  const isEarned = ({ have, need }: Badge): boolean => have >= need;
  return {
    points: after.points - before.points,
    before,
    after,
    badges: badgesOf(records).filter(
      (badge) => isEarned(badge) && !isEarned(earlier.get(badge.key)!),
    ),
    found: collectionOf(records.catches).size,
  };
}

function without(records: Records, id: string): Records {
  const others = <T extends { readonly id: string }>(all: readonly T[]): readonly T[] =>
    all.filter((each) => each.id !== id);
  return {
    ...records,
    catches: others(records.catches),
    examples: others(records.examples),
    finds: others(records.finds),
  };
}

/** Returns how full a level is, from 0 to 1. */
export function levelShare({ points, from, to }: Level): number {
  return (points - from) / (to - from);
}
