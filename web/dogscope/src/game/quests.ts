/**
 * The quests of a day and of a week. The date chooses them, so that friends have the same ones
 * without a server; where the user can't do one, a dog of some group takes its place. Progress is
 * computed from the records alone: there is nothing to store, and an import brings it back.
 */
import { BREEDS, type Group } from "../breeds/breedCatalogue";
import type { Catch, Records } from "../storage/userRecords";
import { dayOf, hourOf, mondayOf, weekOf, type Moment } from "./calendarDay";
import {
  breedsOf,
  DAY_KINDS,
  isInGroup,
  isOneBreed,
  MORNING,
  TAME_GROUPS,
  WEEK_KINDS,
  type DayKind,
  type Period,
  type QuestKind,
  type WeekKind,
} from "./questKinds";
import { rarityOf } from "./rarity";
import { scheduled } from "./schedule";

/** What a quest asks for; its message is `quest.KIND`, of a group `quest.group.GROUP`. */
export type Task =
  | { readonly of: "day"; readonly kind: DayKind }
  | { readonly of: "day"; readonly kind: "group"; readonly group: Group }
  | { readonly of: "day"; readonly kind: "letter"; readonly letter: string }
  | { readonly of: "week"; readonly kind: WeekKind };

export interface Quest {
  readonly task: Task;
  /** How much of what is needed there is; no more than is needed. */
  readonly have: number;
  readonly need: number;
  /** The points for it. A letter has none: it depends on the language, and levels must not. */
  readonly points: number;
}

/** The records that quests look at. */
export type QuestRecords = Pick<Records, "catches" | "dogs">;

/** Returns a breed's name in the user's language. */
export type BreedName = (id: string) => string;

/** A time after all days. */
const LATEST: Moment = { at: Infinity, offset: 0 };
const DAY_POINTS = 50;
const WEEK_POINTS = 150;

/** The turns of a day's quest: a group comes most often. */
const DAY_TURNS: readonly { readonly kind: DayKind | "group" | "letter" }[] = [
  ...(Object.keys(DAY_KINDS) as DayKind[]).map((kind) => ({ kind })),
  ...[{ kind: "letter" }, { kind: "group" }, { kind: "group" }, { kind: "group" }],
] as const;
const WEEK_TURNS = Object.keys(WEEK_KINDS) as WeekKind[];
/** Breeds that a letter must have, and frequent ones among them. */
const LETTER_BREEDS = 5;
const LETTER_FREQUENT = 2;
/** The schedules differ in their salt. */
const SALT = { day: 11, group: 12, letter: 13, week: 14 };

export function isDone({ have, need }: Quest): boolean {
  return have >= need;
}

/**
 * Returns the quest of a day.
 * @param now - the time: a quest of the morning ends with it.
 */
export function questOfDay(
  day: number,
  records: QuestRecords,
  name: BreedName,
  now: Moment,
): Quest {
  return dayQuest(day, periodOf(records, day, day), name, now);
}

/** Returns the quest of the week of a day. */
export function questOfWeek(day: number, records: QuestRecords): Quest {
  const monday = mondayOf(weekOf(day));
  return weekQuest(weekOf(day), periodOf(records, monday, monday + 6));
}

/** Returns the quests that a catch has fulfilled: with it they are done, and without it not. */
export function questsFulfilledBy(caught: Catch, records: QuestRecords, name: BreedName): Quest[] {
  const day = dayOf(caught);
  const others = records.catches.filter(({ id }) => id !== caught.id);
  const questsOf = (catches: readonly Catch[]): Quest[] => [
    questOfDay(day, { ...records, catches }, name, caught),
    questOfWeek(day, { ...records, catches }),
  ];
  const before = questsOf(others);
  return questsOf([...others, caught]).filter((quest, at) => isDone(quest) && !isDone(before[at]!));
}

/** Returns the points for all quests of all days. */
export function questPoints({ catches, dogs }: QuestRecords): number {
  // By days: to the west over the date line, a later catch is of an earlier day.
  const byAge = [...catches].sort((a, b) => dayOf(a) - dayOf(b) || a.at - b.at);
  const sumOf = (numberOf: (day: number) => number, questOf: QuestOf, first: FirstDay): number => {
    const known = new Set<string>();
    let sum = 0;
    for (let at = 0; at < byAge.length;) {
      const number = numberOf(dayOf(byAge[at]!));
      let end = at;
      while (end < byAge.length && numberOf(dayOf(byAge[end]!)) === number) end++;
      const those = byAge.slice(at, end);
      const hasDog = dogs.some((dog) => dayOf(dog) < first(number));
      const quest = questOf(number, { catches: those, known, hasDog });
      if (isDone(quest)) sum += quest.points;
      for (const { breed } of those.filter(isOneBreed)) known.add(breed);
      at = end;
    }
    return sum;
  };
  // A letter has no points, so its language does not matter; and all mornings are over.
  const questOf: QuestOf = (day, period) => dayQuest(day, period, (id) => id, LATEST);
  return (
    sumOf(
      (day) => day,
      questOf,
      (day) => day,
    ) + sumOf(weekOf, weekQuest, mondayOf)
  );
}

type QuestOf = (number: number, period: Period) => Quest;
type FirstDay = (number: number) => number;

function periodOf({ catches, dogs }: QuestRecords, first: number, last: number): Period {
  const known = new Set<string>();
  const those: Catch[] = [];
  for (const each of catches) {
    const day = dayOf(each);
    if (day >= first && day <= last) those.push(each);
    else if (day < first && isOneBreed(each)) known.add(each.breed);
  }
  return { catches: those, known, hasDog: dogs.some((dog) => dayOf(dog) < first) };
}

function dayQuest(day: number, period: Period, name: BreedName, now: Moment): Quest {
  const { kind } = scheduled(DAY_TURNS, day, SALT.day);
  if (kind === "group") return groupQuest(day, period);
  if (kind === "letter") return letterQuest(day, period, name) ?? groupQuest(day, period);
  const { need, have, fits = () => true }: QuestKind = DAY_KINDS[kind];
  const isOver = kind === "early" && have(period) < need && isAfterMorning(now, day);
  if (isOver || !fits(period)) return groupQuest(day, period);
  return questOf({ of: "day", kind }, have(period), need, DAY_POINTS);
}

function isAfterMorning(now: Moment, day: number): boolean {
  return dayOf(now) > day || (dayOf(now) === day && hourOf(now) >= MORNING);
}

function groupQuest(day: number, { catches }: Period): Quest {
  const group = scheduled(TAME_GROUPS, day, SALT.group);
  const have = catches.filter((each) => isInGroup(each, group)).length;
  return questOf({ of: "day", kind: "group", group }, have, 1, DAY_POINTS);
}

function letterQuest(day: number, { catches }: Period, name: BreedName): Quest | null {
  const letters = lettersOf(name);
  if (letters.length === 0) return null; // a script in which letters don't repeat
  const letter = scheduled(letters, day, SALT.letter);
  const begins = (id: string): boolean => initialOf(name(id)) === letter;
  const have = catches.filter((each) => breedsOf(each).some(begins)).length;
  return questOf({ of: "day", kind: "letter", letter }, have, 1, 0);
}

function weekQuest(week: number, period: Period): Quest {
  const chosen = scheduled(WEEK_TURNS, week, SALT.week);
  const { fits = () => true }: QuestKind = WEEK_KINDS[chosen];
  const kind = fits(period) ? chosen : "dogs";
  const { need, have } = WEEK_KINDS[kind];
  return questOf({ of: "week", kind }, have(period), need, WEEK_POINTS);
}

function questOf(task: Task, have: number, need: number, points: number): Quest {
  return { task, have: Math.min(have, need), need, points };
}

/** Returns the letters with which enough breeds begin in a language, in their order. */
export function lettersOf(name: BreedName): string[] {
  const counts = new Map<string, { all: number; frequent: number }>();
  for (const breed of BREEDS) {
    const initial = initialOf(name(breed.id));
    const before = counts.get(initial) ?? { all: 0, frequent: 0 };
    const isFrequent = ["common", "uncommon"].includes(rarityOf(breed) ?? "");
    counts.set(initial, {
      all: before.all + 1,
      frequent: before.frequent + (isFrequent ? 1 : 0),
    });
  }
  return [...counts]
    .filter(([, { all, frequent }]) => all >= LETTER_BREEDS && frequent >= LETTER_FREQUENT)
    .map(([letter]) => letter)
    .sort();
}

/** Returns a name's first letter, without its accent. */
function initialOf(name: string): string {
  return name.normalize("NFD").charAt(0).toUpperCase();
}
