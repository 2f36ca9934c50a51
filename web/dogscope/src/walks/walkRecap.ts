/** What became of a walk: its dogs, its way, its time. */
import type { Catch, Find, Records, Walk } from "../storage/userRecords";
import { lengthOf } from "./distance";

export interface WalkRecap {
  /** Its catches and other animals, the oldest first. */
  readonly catches: readonly Catch[];
  readonly finds: readonly Find[];
  /** The ids of the breeds that were first found on it; a mix is none. */
  readonly newBreeds: readonly string[];
  /** Metres. */
  readonly metres: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** @param now - the time, for a walk that goes on. */
export function recapOf(
  walk: Walk,
  records: Pick<Records, "catches" | "finds">,
  now: number,
): WalkRecap {
  const end = walk.end ?? Math.max(now, walk.at);
  const isOnWalk = ({ at }: { readonly at: number }): boolean => at >= walk.at && at <= end;
  const byAge = <T extends { readonly at: number }>(list: readonly T[]): T[] =>
    list.filter(isOnWalk).sort((a, b) => a.at - b.at);
  const catches = byAge(records.catches);
  const before = new Set(
    records.catches.filter(({ at, mix }) => at < walk.at && !mix).map(({ breed }) => breed),
  );
  const breeds = new Set(catches.filter(({ mix }) => !mix).map(({ breed }) => breed));
  return {
    catches,
    finds: byAge(records.finds),
    newBreeds: [...breeds].filter((breed) => !before.has(breed)),
    metres: lengthOf(walk.path),
    duration: end - walk.at,
  };
}
