/** Days: of the calendar, of the week, of a month, some days from another, holidays. */
import {
  dayOn,
  fieldsOf,
  isoDay,
  isoMoment,
  midnight,
  modulo,
  padded,
  plusDays,
  weekdayOf,
  withFields,
  yearOf,
  type Day,
  type Moment,
} from "./calendarDay.js";
import { Bounded, Days, Length, replaced, spanOf, Times } from "./dateValues.js";
import {
  addLength,
  addMonths,
  firstOf,
  nearestDays,
  nthWeekday,
  weekSpan,
} from "./dayArithmetic.js";
import { DigitDate } from "./digitDates.js";
import { holidayDay, holidayTimex } from "./holidayRules.js";
import { lengthTimex } from "./lengthTimex.js";
import type { Action, PhraseParts, Reference } from "./phraseParts.js";

const WEEK = 7;
const MOST_DAYS = 31;
const MONTHS = 12;
const HUNDRED = 100;
const OLD_YEARS = 40;
const NEW_YEARS = 30;
const MOST_MONTHS = 60; // to the next Friday the 31st

/** Returns a day without doubt. */
export function certainDay(day: Day): Days {
  const span = spanOf(day);
  return new Days(isoDay(day), span, span, fieldsOf(day));
}

/** Returns the years that a year of two digits may be: 2018, 1987, or 1935 and 2035. */
export function fullYears(year: number): readonly [number, ...number[]] {
  if (year >= HUNDRED) return [year];
  if (year < NEW_YEARS) return [2000 + year];
  return year >= OLD_YEARS ? [1900 + year] : [1900 + year, 2000 + year];
}

/** Returns 1 for Monday, 7 for Sunday. */
export function isoWeekday(day: Day): number {
  return weekdayOf(day) + 1;
}

function isWithin(value: number, most: number): boolean {
  return value >= 1 && value <= most;
}

function spanOrNull(day: Day | null) {
  return day === null ? null : spanOf(day);
}

/** Returns a day of a month, of a year or of the nearest ones. */
export function dayOfCalendar(
  ref: Reference,
  year: number | null,
  month: number,
  day: number,
  rel: number | null = null,
): Days | null {
  if (!isWithin(month, MONTHS) || !isWithin(day, MOST_DAYS)) return null;
  let days: readonly (Day | null)[];
  let start = "XXXX";
  if (year === null) {
    days = nearestDays(ref.now, (each) => dayOn(each, month, day));
    if (rel !== null) days = [dayOn(yearOf(ref.today) + rel, month, day)];
  } else {
    const known = fullYears(year);
    days = known.map((each) => dayOn(each, month, day));
    start = known.length === 1 ? padded(known[0], 4) : `XX${padded(year)}`;
  }
  const spans = days.map(spanOrNull);
  const timex = `${start}-${padded(month)}-${padded(day)}`;
  return new Days(timex, spans[0]!, spans.at(-1)!, { year, month, day, said: true });
}

const calendarDay = (ref: Reference, parts: PhraseParts): Days | null => {
  const digits = parts.get("ymd", DigitDate) ?? parts.get("md", DigitDate);
  const rel = parts.number("rel");
  const year = parts.number("year");
  if (digits) return dayOfCalendar(ref, digits.year ?? year, digits.month, digits.day, rel);
  return dayOfCalendar(ref, year, parts.count("month"), parts.count("day"), rel);
};

/** A day of the Chinese calendar, by the figures that it has there, as the reference does. */
const lunarDay: Action = (ref, parts) => {
  const day = calendarDay(ref, parts);
  return day && replaced(day, { lunar: true });
};

/** A day of a month of this year, the next or the last. */
const calendarDayOf: Action = (ref, parts) =>
  dayOfCalendar(ref, parts.need("period", Days).year, parts.count("month"), parts.count("day"));

const dayOffset: Action = (ref, _, days) => certainDay(plusDays(ref.today, Number(days)));

const weekday: Action = (ref, parts) => {
  const number = parts.count("weekday");
  const here = plusDays(firstOf(ref.today, "week"), number - 1);
  const future = here < ref.today ? plusDays(here, WEEK) : here;
  const past = here >= ref.today ? plusDays(here, -WEEK) : here;
  return new Days(`XXXX-WXX-${number}`, spanOf(past), spanOf(future), { weekday: number });
};

/** A weekday of this week, the next, the last, or one that the text names. */
const weekdayInWeek: Action = (ref, parts, offset = "") => {
  const week = parts.get("week", Days);
  if (week && !(week.definite && week.grain === "week" && week.future)) return null;
  const start = week?.future ? week.future[0] : firstOf(ref.today, "week");
  const weeks = offset ? Number(offset) : week ? 0 : parts.count("rel");
  return certainDay(plusDays(start, weeks * WEEK + parts.count("weekday") - 1));
};

/** The next or the last such weekday, not today. */
const nearWeekday: Action = (ref, parts, side) => {
  const distance = modulo(parts.count("weekday") - 1 - weekdayOf(ref.today), WEEK);
  const days = side === "after" ? distance || WEEK : -(modulo(-distance, WEEK) || WEEK);
  return certainDay(plusDays(ref.today, days));
};

/** Returns the nearest day with a number, from the month of the reference on. */
function monthsAround(ref: Reference, day: number, step: 1 | -1, weekday: number | null) {
  const first = withFields(ref.today, { day: 1 });
  for (let count = 0; count < MOST_MONTHS; count++) {
    const { year, month } = fieldsOf(addMonths(first, step * count));
    const found = dayOn(year, month, day);
    if (found === null || (weekday && isoWeekday(found) !== weekday)) continue;
    if (midnight(found).compare(ref.now) >= 0 === step > 0) return found;
  }
  return null;
}

const dayOfMonth: Action = (ref, parts) => {
  const day = parts.count("day");
  if (!isWithin(day, MOST_DAYS)) return null;
  const period = parts.get("month", Days);
  if (period) {
    if (period.month === null || period.grain !== "month") return null;
    return dayOfCalendar(ref, period.year, period.month, day);
  }
  const past = monthsAround(ref, day, -1, null);
  const future = monthsAround(ref, day, 1, null);
  if (past === null || future === null) return null;
  return new Days(`XXXX-XX-${padded(day)}`, spanOf(past), spanOf(future), { day });
};

/** Monday 21, and with "the" that of this month. */
const weekdayAndDay: Action = (ref, parts, sure = "") => {
  const [day, number] = [parts.count("day"), parts.count("weekday")];
  const { year, month } = fieldsOf(ref.today);
  const here = dayOn(year, month, day);
  const fits = here !== null && isoWeekday(here) === number;
  if (fits && (sure || here === ref.today)) return certainDay(here);
  const past = monthsAround(ref, day, -1, number);
  const future = monthsAround(ref, day, 1, number);
  if (past === null || future === null) return null;
  const facts = { weekday: number, day };
  return new Days(`XXXX-WXX-${number}`, spanOf(past), spanOf(future), facts);
};

/** The first Monday of a month. */
const nthWeekdayOf: Action = (ref, parts) => {
  const [count, number] = [parts.count("nth"), parts.count("weekday")];
  const { month, year, grain, said } = parts.need("period", Days);
  if (month === null || grain !== "month") return null;
  const written = year && said ? padded(year, 4) : "XXXX";
  const timex = `${written}-${padded(month)}-WXX-${number}-#${count > 0 ? count : 5}`;
  const inYear = (each: number) => nthWeekday(each, month, number - 1, count);
  const [past, future] = year ? [inYear(year), inYear(year)] : nearestDays(ref.now, inYear);
  if (past === null || future === null) return null;
  return new Days(timex, spanOf(past), spanOf(future), { weekday: number });
};

/** Returns from when a phrase counts, and whether from a day. */
function baseMoment(ref: Reference, parts: PhraseParts): readonly [Moment, boolean] | null {
  const base = parts.get("date", Days);
  if (!base) return [ref.now, false];
  return base.future && [midnight(base.future[0]), true];
}

/** Some days before or after another; in some minutes; some weeks from now on Monday. */
const shifted: Action = (ref, parts, direction) => {
  const length = parts.need("length", Length);
  const base = baseMoment(ref, parts);
  if (!base || (base[1] && length.timed)) return null;
  const moved = addLength(base[0], length.parts, direction === "after" ? 1 : -1);
  if (length.timed) return Times.at(isoMoment(moved), moved);
  let { day } = moved;
  const number = parts.number("weekday");
  if (number) {
    const isLater = ["M", "Y"].includes(length.parts[0]![1]) && isoWeekday(day) > number;
    day = plusDays(weekSpan(day)[0], number - 1 + (isLater ? WEEK : 0));
  }
  const bound = parts.text("bound");
  if (bound !== "less") {
    return bound ? new Bounded(certainDay(day), direction!, false) : certainDay(day);
  }
  const span = [Math.min(base[0].day, day), Math.max(base[0].day, day)] as const;
  const timex = `(${isoDay(span[0])},${isoDay(span[1])},${lengthTimex(length.parts)})`;
  return new Days(timex, span, span, { grain: "days" });
};

const holiday: Action = (ref, parts) => {
  const name = parts.text("holiday");
  const period = parts.get("period", Days);
  const year = period ? period.year : parts.number("year");
  const rel = parts.number("rel");
  const certain = (day: Day | null) => (day === null ? null : certainDay(day));
  if (year !== null) return certain(holidayDay(name, fullYears(year)[0]));
  const [past, future] = nearestDays(ref.now, (each) => holidayDay(name, each));
  if (rel === 0) return certain(holidayDay(name, yearOf(ref.today)));
  if (rel !== null) return certain(rel > 0 ? future : past);
  if (past === null || future === null) return null;
  const { month, day } = fieldsOf(past);
  const timex = holidayTimex(name, yearOf(ref.today));
  return new Days(timex, spanOf(past), spanOf(future), { month, day });
};

export const DAY_ACTIONS = {
  calendar_day: calendarDay,
  calendar_day_of: calendarDayOf,
  lunar_day: lunarDay,
  day_offset: dayOffset,
  weekday,
  weekday_in_week: weekdayInWeek,
  near_weekday: nearWeekday,
  day_of_month: dayOfMonth,
  weekday_and_day: weekdayAndDay,
  nth_weekday: nthWeekdayOf,
  shifted,
  holiday,
} satisfies Readonly<Record<string, Action>>;
