/** Counts with days: weeks, months, years, the nearest day of a kind, and how TIMEX writes them. */
import {
  dateOf,
  FIRST_YEAR,
  fieldsOf,
  isoWeek,
  LAST_YEAR,
  midnight,
  modulo,
  Moment,
  monthLength,
  padded,
  plusDays,
  plusDaysAndParts,
  plusSeconds,
  roundHalfEven,
  weekdayOf,
  yearOf,
  type Day,
} from "./calendarDay.js";
import type { LengthPart, Span } from "./dateValues.js";

const MONTHS = 12;
const DAYS = 7;
const THURSDAY = 3;
const SATURDAY = 5;
const WORKDAYS = 5;
const MONTH_DAYS = 30; // in a part of a month
const MOST_YEARS = 8; // between two 29ths of February
const UNIT_DAYS: Readonly<Record<string, number>> = { W: 7, D: 1, WE: 7 };
const UNIT_SECONDS: Readonly<Record<string, number>> = { TH: 3600, TM: 60, TS: 1 };

/** Returns the same day some months later, or the last of a shorter month. */
export function addMonths(date: Day, months: number): Day {
  const { year, month, day } = fieldsOf(date);
  const total = year * MONTHS + month - 1 + months;
  const later = Math.floor(total / MONTHS);
  const its = modulo(total, MONTHS) + 1;
  return dateOf(later, its, Math.min(day, monthLength(later, its)));
}

/** Returns the first day of the week, month, quarter or year of a day. */
export function firstOf(day: Day, unit: "week" | "month" | "quarter" | "year"): Day {
  if (unit === "week") return plusDays(day, -weekdayOf(day));
  const { year, month } = fieldsOf(day);
  if (unit === "month") return dateOf(year, month, 1);
  if (unit === "quarter") return dateOf(year, Math.floor((month - 1) / 3) * 3 + 1, 1);
  return dateOf(year, 1, 1);
}

/** Returns the week of a day, from Monday. */
export function weekSpan(day: Day): Span {
  const monday = firstOf(day, "week");
  return [monday, plusDays(monday, DAYS)];
}

/** Returns some months in a row. */
export function monthSpan(year: number, month: number, count = 1): Span {
  const first = dateOf(year, month, 1);
  return [first, addMonths(first, count)];
}

/** Returns some years in a row. */
export function yearSpan(year: number, count = 1): Span {
  return [dateOf(year, 1, 1), dateOf(year + count, 1, 1)];
}

/** Returns the ISO week of a day: 2016-W45. */
export function weekTimex(day: Day): string {
  const { year, week } = isoWeek(day);
  return `${padded(year, 4)}-W${padded(week)}`;
}

/** Returns the Monday of a month's nth week, or of its last for -1; its Thursday counts. */
export function weekOfMonth(year: number, month: number, count: number): Day {
  if (count < 0) {
    const last = plusDays(monthSpan(year, month)[1], -1);
    return plusDays(plusDays(last, -modulo(weekdayOf(last) - THURSDAY, DAYS)), -THURSDAY);
  }
  const first = dateOf(year, month, 1);
  const thursday = plusDays(first, modulo(THURSDAY - weekdayOf(first), DAYS));
  return plusDays(thursday, DAYS * (count - 1) - THURSDAY);
}

/** Returns a month's nth Monday (weekday 0), or its last for -1; null where it has fewer. */
export function nthWeekday(
  year: number,
  month: number,
  weekday: number,
  count: number,
): Day | null {
  const [first, after] = monthSpan(year, month);
  if (count < 0) {
    const last = plusDays(after, -1);
    return plusDays(last, -modulo(weekdayOf(last) - weekday, DAYS));
  }
  const found = plusDays(first, modulo(weekday - weekdayOf(first), DAYS) + DAYS * (count - 1));
  return found < after ? found : null;
}

/** Returns Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
export function easter(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const leap = Math.floor(century / 4);
  const fourth = century % 4;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - leap - correction + 15) % 30;
  const week = modulo(32 + 2 * fourth + 2 * Math.floor(rest / 4) - moon - (rest % 4), 7);
  const late = Math.floor((golden + 11 * moon + 22 * week) / 451);
  const total = moon + week - 7 * late + 114;
  return dateOf(year, Math.floor(total / 31), (total % 31) + 1);
}

/** The nearest day before a moment, and from it on; null where there is none. */
export type Nearest = readonly [past: Day | null, future: Day | null];

/**
 * Returns the nearest day before now and the nearest from now on, of those of each year.
 *
 * @param now a day begins at its midnight.
 * @param dayIn makes the day of a year.
 */
export function nearestDays(now: Moment, dayIn: (year: number) => Day | null): Nearest {
  let past: Day | null = null;
  let future: Day | null = null;
  const here = yearOf(now.day);
  for (let distance = 0; distance <= MOST_YEARS; distance++) {
    for (const year of new Set([here - distance, here + distance])) {
      const day = year >= FIRST_YEAR && year <= LAST_YEAR ? dayIn(year) : null;
      if (day === null) continue;
      if (midnight(day).compare(now) >= 0) future = Math.min(day, future ?? day);
      else past = Math.max(day, past ?? day);
    }
    if (past !== null && future !== null) break;
  }
  return [past, future];
}

/**
 * Returns a moment some length later, or earlier for a sign of -1.
 * @throws NoMeaning - it is beyond the calendar.
 */
export function addLength(start: Moment, parts: readonly LengthPart[], sign: number): Moment {
  return parts.reduce((moment, [amount, unit]) => add(moment, amount * sign, unit), start);
}

function add(moment: Moment, amount: number, unit: string): Moment {
  if (unit === "BD") return addWorkdays(moment, Math.trunc(amount));
  const seconds = UNIT_SECONDS[unit];
  if (seconds) return plusSeconds(moment, amount * seconds);
  const days = UNIT_DAYS[unit];
  if (days) return plusDaysAndParts(moment, amount * days);
  const months = amount * (unit === "Y" ? MONTHS : 1);
  const whole = Math.trunc(months);
  const moved = new Moment(addMonths(moment.day, whole), moment.micros);
  return plusDaysAndParts(moved, roundHalfEven((months - whole) * MONTH_DAYS));
}

function addWorkdays(moment: Moment, count: number): Moment {
  const step = count > 0 ? 1 : -1;
  const weeks = Math.floor(Math.abs(count) / WORKDAYS);
  let moved = plusDaysAndParts(moment, step * DAYS * weeks);
  for (let left = Math.abs(count) % WORKDAYS; left > 0;) {
    moved = plusDaysAndParts(moved, step);
    if (weekdayOf(moved.day) < SATURDAY) left--;
  }
  return moved;
}
