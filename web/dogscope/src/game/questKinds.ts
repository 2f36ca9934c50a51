/** The kinds of quests: whether the user can do one, and how far they are with it. */
import { BREEDS, breedOf, GROUPS, type Group } from "../breeds/breedCatalogue";
import type { Catch } from "../storage/userRecords";
import { dayOf, hourOf } from "./calendarDay";
import { rarityOf, type Rarity } from "./rarity";

/** The catches of a day or a week, and what was there before it. */
export interface Period {
  readonly catches: readonly Catch[];
  /** The breeds that were found before. */
  readonly known: ReadonlySet<string>;
  /** Whether the user had a dog of their own before. */
  readonly hasDog: boolean;
}

export interface QuestKind {
  readonly need: number;
  readonly have: (period: Period) => number;
  /** Whether the user can do it; every user can where it is left out. */
  readonly fits?: (period: Period) => boolean;
}

/** The groups that dogs to meet on a walk belong to. */
export const TAME_GROUPS = GROUPS.filter((group) => group !== "wild");

/** The hour at which the morning is over, and at which the evening begins. */
export const MORNING = 9;
const EVENING = 18;
/** The score from which the app is sure. */
const SURE = 0.9;
/** Breeds that must be missing, so that a new one can be met on a day. */
const STILL_MISSING = 20;

/** Tells whether a dog is of one breed: the collection has no mixed ones. */
export const isOneBreed = ({ mix }: Catch): boolean => mix === null;

/** Returns the breeds that a dog has: all those of a mixed one. */
export function breedsOf({ breed, mix }: Catch): readonly string[] {
  return mix ?? [breed];
}

export function isInGroup(caught: Catch, group: Group): boolean {
  return breedsOf(caught).some((id) => breedOf(id)?.group === group);
}

const isOf =
  (...rarities: readonly Rarity[]) =>
  (caught: Catch): boolean =>
    breedsOf(caught).some((id) => {
      const breed = breedOf(id);
      const rarity = breed && rarityOf(breed);
      return rarity !== null && rarities.includes(rarity);
    });

const count =
  (is: (caught: Catch, period: Period) => boolean) =>
  (period: Period): number =>
    period.catches.filter((caught) => is(caught, period)).length;

const breedsIn = ({ catches }: Period): Set<string> =>
  new Set(catches.filter(isOneBreed).map(({ breed }) => breed));
const newBreeds = (period: Period): number =>
  [...breedsIn(period)].filter((breed) => !period.known.has(breed)).length;
const canBeNew = ({ known }: Period): boolean => BREEDS.length - known.size >= STILL_MISSING;
const isKnown = (caught: Catch, { known }: Period): boolean =>
  isOneBreed(caught) && known.has(caught.breed);

/** The quests of a day, without those of a group and of a letter. */
export const DAY_KINDS = {
  two: { need: 2, have: ({ catches }) => catches.length },
  early: { need: 1, have: count((caught) => hourOf(caught) < MORNING) },
  evening: { need: 1, have: count((caught) => hourOf(caught) >= EVENING) },
  common: { need: 1, have: count(isOf("common")) },
  uncommon: { need: 1, have: count(isOf("uncommon", "rare", "epic", "legendary")) },
  new: { need: 1, have: newBreeds, fits: canBeNew },
  again: { need: 1, have: count(isKnown), fits: ({ known }) => known.size >= 3 },
  together: { need: 1, have: count(({ dogs }) => dogs >= 2) },
  mine: { need: 1, have: count(({ mine }) => mine !== null), fits: ({ hasDog }) => hasDog },
  sure: {
    need: 1,
    have: count(({ by, guesses }) => by === "app" && (guesses[0]?.score ?? 0) >= SURE),
  },
} as const satisfies Record<string, QuestKind>;

/** The quests of a week. */
export const WEEK_KINDS = {
  dogs: { need: 6, have: ({ catches }) => catches.length },
  breeds: { need: 4, have: (period) => breedsIn(period).size },
  groups: {
    need: 3,
    have: ({ catches }) =>
      TAME_GROUPS.filter((group) => catches.some((each) => isInGroup(each, group))).length,
  },
  days: { need: 3, have: ({ catches }) => new Set(catches.map(dayOf)).size },
  rare: { need: 1, have: count(isOf("rare", "epic", "legendary")) },
  new: { need: 2, have: newBreeds, fits: canBeNew },
  again: { need: 3, have: count(isKnown), fits: ({ known }) => known.size >= 5 },
} as const satisfies Record<string, QuestKind>;

export type DayKind = keyof typeof DAY_KINDS;
export type WeekKind = keyof typeof WEEK_KINDS;
