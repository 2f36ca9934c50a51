/** The streak: days with a catch, one after the other; one day off in seven does not break it. */
import { dayOf, mondayOf, weekOf, type Moment } from "./calendarDay";

export interface Streak {
  /** The days with a catch. */
  readonly days: number;
  /** The days off between them. */
  readonly off: number;
}

/** Days in which one may be off. */
const REST = 7;

/**
 * Returns the streak that goes on today. Today is never missed: it isn't over.
 * @param today - the number of today's day.
 */
export function streakOf(catches: readonly Moment[], today: number): Streak {
  const caught = new Set(catches.map(dayOf));
  let day = caught.has(today) ? today : today - 1;
  let lastOff = Infinity;
  let streak: Streak = { days: 0, off: 0 };
  let off = 0;
  for (; ; day--) {
    if (caught.has(day)) streak = { days: streak.days + 1, off };
    else if (lastOff - day >= REST && caught.has(day - 1)) {
      lastOff = day;
      off++;
    } else return streak;
  }
}

export type DayState = "caught" | "none" | "today" | "later";

/** Returns the days of today's week, from Monday on: whether they have a catch. */
export function weekDays(
  catches: readonly Moment[],
  today: number,
): { day: number; state: DayState }[] {
  const caught = new Set(catches.map(dayOf));
  const monday = mondayOf(weekOf(today));
  return Array.from({ length: 7 }, (_, at) => {
    const day = monday + at;
    if (caught.has(day)) return { day, state: "caught" };
    return { day, state: day < today ? "none" : day === today ? "today" : "later" };
  });
}
