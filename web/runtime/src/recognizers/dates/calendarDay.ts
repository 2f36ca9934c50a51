/**
 * Days and moments as Python's `datetime` has them: of the Gregorian calendar, years 1 to 9999, without
 * a zone. JavaScript's Date has a zone, and moves moments that its daylight saving leaves out.
 */

/** A day: how many days after 31 December of the year 0. */
export type Day = number;

/** A phrase means nothing: a day beyond the calendar, or parts that do not fit. */
export class NoMeaning extends Error {}

export const FIRST_YEAR = 1;
export const LAST_YEAR = 9999;
const LAST_DAY = 3_652_059;
const MOST_DAYS = 999_999_999; // of a length of time
const MONTHS = 12;
const WEEK = 7;
const DAY_SECONDS = 86_400;
const MICROS = 1e6; // in a second
const DAY_MICROS = DAY_SECONDS * MICROS;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The year, month and day of a day. */
export interface DayFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A moment: a day and the microseconds since its midnight. */
export class Moment {
  constructor(
    readonly day: Day,
    readonly micros: number,
  ) {}

  /** The whole seconds since midnight. */
  get seconds(): number {
    return Math.floor(this.micros / MICROS);
  }

  /** Returns the order of this and another moment: below 0 if this is earlier. */
  compare(other: Moment): number {
    return this.day - other.day || this.micros - other.micros;
  }
}

/** A time of the day, in seconds since midnight. */
export class TimeOfDay {
  constructor(readonly seconds: number) {}
}

/** Returns the remainder that has the divisor's sign, as Python does. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** Returns the nearest whole number; of two as near, the even one. */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

/** Returns how many days a month has. */
export function monthLength(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : MONTH_DAYS[month - 1]!;
}

/** Returns a day, or null where the calendar has none such. */
export function dayOn(year: number, month: number, day: number): Day | null {
  const isKnown = year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= MONTHS;
  if (!isKnown || day < 1 || day > monthLength(year, month)) return null;
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let days = before * 365 + leaps + day;
  for (let each = 1; each < month; each++) days += monthLength(year, each);
  return days;
}

/**
 * Returns a day.
 * @throws NoMeaning - the calendar has none such.
 */
export function dateOf(year: number, month: number, day: number): Day {
  const found = dayOn(year, month, day);
  if (found === null) throw new NoMeaning(`there is no day ${year}-${month}-${day}`);
  return found;
}

/** Returns a day's year, month and day. */
export function fieldsOf(day: Day): DayFields {
  let year = Math.max(FIRST_YEAR, Math.floor((day - 1) / 366));
  while (year < LAST_YEAR && dateOf(year + 1, 1, 1) <= day) year++;
  let left = day - dateOf(year, 1, 1);
  let month = 1;
  for (; left >= monthLength(year, month); month++) left -= monthLength(year, month);
  return { year, month, day: left + 1 };
}

/** Returns the year of a day. */
export function yearOf(day: Day): number {
  return fieldsOf(day).year;
}

/**
 * Returns a day some days later.
 * @throws NoMeaning - it is beyond the calendar.
 */
export function plusDays(day: Day, days: number): Day {
  const later = day + days;
  if (!(later >= 1 && later <= LAST_DAY)) throw new NoMeaning("a day beyond the calendar");
  return later;
}

/** Returns a day with some of its fields replaced. */
export function withFields(day: Day, changes: Partial<DayFields>): Day {
  const fields = { ...fieldsOf(day), ...changes };
  return dateOf(fields.year, fields.month, fields.day);
}

/** Returns 0 for Monday, 6 for Sunday. */
export function weekdayOf(day: Day): number {
  return (day + 6) % WEEK;
}

/** Returns the year and the week of a day as ISO 8601 counts them. */
export function isoWeek(day: Day): { readonly year: number; readonly week: number } {
  const thursday = day - weekdayOf(day) + 3;
  // The Thursday of the first or the last week may lie beyond the calendar.
  const year = thursday < 1 ? 0 : thursday > LAST_DAY ? LAST_YEAR + 1 : yearOf(thursday);
  if (year === 0) return { year, week: 52 };
  if (year > LAST_YEAR) return { year, week: 1 };
  return { year, week: Math.floor((thursday - dateOf(year, 1, 1)) / WEEK) + 1 };
}

/**
 * Returns the Monday of a week of a year.
 * @throws NoMeaning - the year has no such week.
 */
export function mondayOf(year: number, week: number): Day {
  const fourth = dateOf(year, 1, 4); // it is always in the first week
  const monday = plusDays(fourth, (week - 1) * WEEK - weekdayOf(fourth));
  if (isoWeek(monday).year !== year) throw new NoMeaning(`${year} has no week ${week}`);
  return monday;
}

/** Returns a day's first moment. */
export function midnight(day: Day): Moment {
  return new Moment(day, 0);
}

/** Returns a moment of a day, some seconds after its midnight. */
export function momentOf(day: Day, seconds: number): Moment {
  return new Moment(day, seconds * MICROS);
}

/**
 * Returns a moment some days later, which may be a part of one.
 * @throws NoMeaning - it is beyond the calendar.
 */
export function plusDaysAndParts(moment: Moment, days: number): Moment {
  const whole = Math.trunc(days);
  return shifted(moment, whole, roundHalfEven((days - whole) * DAY_MICROS));
}

/**
 * Returns a moment some seconds later, which may be parts of one.
 * @throws NoMeaning - it is beyond the calendar.
 */
export function plusSeconds(moment: Moment, seconds: number): Moment {
  const whole = Math.trunc(seconds);
  const days = Math.trunc(whole / DAY_SECONDS);
  const micros = (whole - days * DAY_SECONDS) * MICROS + roundHalfEven((seconds - whole) * MICROS);
  return shifted(moment, days, micros);
}

function shifted(moment: Moment, days: number, micros: number): Moment {
  if (!(Math.abs(days) <= MOST_DAYS)) throw new NoMeaning("a length beyond the calendar");
  const total = moment.micros + micros;
  const over = Math.floor(total / DAY_MICROS);
  return new Moment(plusDays(moment.day, days + over), total - over * DAY_MICROS);
}

/** Returns the whole seconds from one moment to a later one. */
export function secondsBetween(from: Moment, to: Moment): number {
  return (to.day - from.day) * DAY_SECONDS + Math.floor((to.micros - from.micros) / MICROS);
}

/** Returns this moment, in the time of this device. */
export function momentNow(): Moment {
  return momentIn(new Date());
}

/**
 * Returns the moment that a Date is in the time of this device.
 * @throws NoMeaning - it is beyond the calendar, or none.
 */
export function momentIn(date: Date): Moment {
  const day = dateOf(date.getFullYear(), date.getMonth() + 1, date.getDate());
  const seconds = (date.getHours() * 60 + date.getMinutes()) * 60 + date.getSeconds();
  return new Moment(day, seconds * MICROS + date.getMilliseconds() * 1000);
}

/** Returns a number with leading zeros. */
export function padded(value: number, digits = 2): string {
  return String(value).padStart(digits, "0");
}

/** Returns a day as ISO 8601 writes it: 2016-11-07. */
export function isoDay(day: Day): string {
  return `${padded(yearOf(day), 4)}-${monthAndDay(day)}`;
}

/** Returns the month and the day of a day: 11-07. */
export function monthAndDay(date: Day): string {
  const { month, day } = fieldsOf(date);
  return `${padded(month)}-${padded(day)}`;
}

/** Returns a time of the day: 16:30:00. */
export function isoTime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return [Math.floor(minutes / 60), minutes % 60, seconds % 60]
    .map((each) => padded(each))
    .join(":");
}

/** Returns a moment in whole seconds: 2016-11-07T16:30:00. */
export function isoMoment(moment: Moment, separator = "T"): string {
  return `${isoDay(moment.day)}${separator}${isoTime(moment.seconds)}`;
}

/** Returns a moment with its microseconds, where it has any. */
export function isoMomentExactly(moment: Moment): string {
  const micros = moment.micros % MICROS;
  return isoMoment(moment) + (micros ? `.${padded(micros, 6)}` : "");
}
