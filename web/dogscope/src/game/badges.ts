/** Badges, told from what was found: whoever imports their catches has them again. */
import { BREEDS, breedOf, GROUPS, type Group } from "../breeds/breedCatalogue";
import type { Catch, Example, MyDog } from "../storage/records";
import { collectionOf, groupProgress } from "./collection";
import { dayOf } from "./calendarDay";
import { rarityOf } from "./rarity";

export interface Badge {
  /** Its words are `badge.KEY` and `badge.KEY.how`. */
  readonly key: string;
  /** One of the shell's icons. */
  readonly icon: string;
  readonly have: number;
  readonly need: number;
}

export function badgesOf(
  catches: readonly Catch[],
  examples: readonly Example[],
  dogs: readonly MyDog[],
): Badge[] {
  const collection = collectionOf(catches);
  const found = [...collection.keys()].map(breedOf).filter((each) => each !== null);
  const groups = new Set(found.map(({ group }) => group).filter((group) => group !== "wild"));
  const progress = groupProgress(collection);
  const best = GROUPS.filter((group): group is Group => group !== "wild")
    .map((group) => progress.get(group)!)
    .sort((a, b) => b.found / b.all - a.found / a.all)[0]!;
  const early = catches.filter(({ at }) => new Date(at).getHours() < 8).length;
  const rare = found.filter((breed) =>
    ["epic", "legendary"].includes(rarityOf(breed) ?? ""),
  ).length;
  const again = Math.max(0, ...[...collection.values()].map(({ count }) => count));
  const list: [string, string, number, number][] = [
    ["first", "check", catches.length, 1],
    ["five", "hand", found.length, 5],
    ["twenty", "bag", found.length, 20],
    ["fifty", "medal", found.length, 50],
    ["all", "crown", found.length, BREEDS.length],
    ["groups", "compass", groups.size, GROUPS.length - 1],
    ["group", "star", best.found, best.all],
    ["rare", "gem", rare, 3],
    ["again", "bone", again, 10],
    ["streak", "heat", longestStreak(catches), 7],
    ["early", "sunrise", early, 1],
    ["teacher", "pencil", examples.length, 5],
    ["home", "kennel", dogs.length, 1],
  ];
  return list.map(([key, icon, have, need]) => ({ key, icon, have: Math.min(have, need), need }));
}

/** The most days in a row with a catch, by the user's own clock. */
export function longestStreak(catches: readonly Pick<Catch, "at">[]): number {
  const days = new Set(catches.map(({ at }) => dayOf(at)));
  let longest = 0;
  for (const day of days) {
    if (days.has(day - 1)) continue;
    let length = 1;
    while (days.has(day + length)) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}
