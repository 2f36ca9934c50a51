/** Badges, computed from the user's data alone: an import brings them back. */
import { BREEDS, breedOf, GROUPS } from "../breeds/breedCatalogue";
import type { Records } from "../storage/userRecords";
import { dayOf, hourOf, type Moment } from "./calendarDay";
import { collectionOf, groupProgress } from "./collection";
import { rarityOf } from "./rarity";

export interface Badge {
  /** Its messages are `badge.KEY` and `badge.KEY.how`. */
  readonly key: string;
  /** The name of an icon. */
  readonly icon: string;
  readonly have: number;
  readonly need: number;
}

const TAME_GROUPS = GROUPS.filter((group) => group !== "wild");

/** The records that earn badges. */
export type BadgeRecords = Pick<Records, "catches" | "examples" | "dogs" | "finds">;

export function badgesOf({ catches, examples, dogs, finds }: BadgeRecords): Badge[] {
  const collection = collectionOf(catches);
  const found = [...collection.keys()].map(breedOf).filter((breed) => breed !== null);
  const groups = new Set(found.map(({ group }) => group).filter((group) => group !== "wild"));
  const progress = groupProgress(collection);
  const bestGroup = TAME_GROUPS.map((group) => progress.get(group)!).sort(
    (a, b) => b.found / b.all - a.found / a.all,
  )[0]!;
  const isRare = (breed: (typeof found)[number]): boolean =>
    ["epic", "legendary"].includes(rarityOf(breed) ?? "");
  const early = catches.filter((each) => hourOf(each) < 8).length;
  const mostOfOne = Math.max(0, ...[...collection.values()].map(({ count }) => count));
  const mixes = catches.filter(({ mix }) => mix).length;
  const animals = new Set(finds.map(({ animal }) => animal));
  animals.delete("hotdog");
  const list: [key: string, icon: string, have: number, need: number][] = [
    ["first", "check", catches.length, 1],
    ["five", "hand", found.length, 5],
    ["twenty", "bag", found.length, 20],
    ["fifty", "medal", found.length, 50],
    ["all", "crown", found.length, BREEDS.length],
    ["groups", "compass", groups.size, TAME_GROUPS.length],
    ["group", "star", bestGroup.found, bestGroup.all],
    ["rare", "gem", found.filter(isRare).length, 3],
    ["again", "bone", mostOfOne, 10],
    ["streak", "heat", longestStreak(catches), 7],
    ["early", "sunrise", early, 1],
    ["teacher", "pencil", examples.length, 5],
    ["home", "kennel", dogs.filter(({ looks }) => looks === null).length, 1],
    ["mix", "heart", mixes, 3],
    ["zoo", "eye", animals.size, 3],
  ];
  return list.map(([key, icon, have, need]) => ({ key, icon, have: Math.min(have, need), need }));
}

/** Returns the most days in a row with a catch, by the user's own clock. */
export function longestStreak(catches: readonly Moment[]): number {
  const days = new Set(catches.map(dayOf));
  let longest = 0;
  for (const day of days) {
    if (days.has(day - 1)) continue;
    let length = 1;
    while (days.has(day + length)) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}
