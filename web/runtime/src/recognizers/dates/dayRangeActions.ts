/** Ranges of days: from one to another, between two days of a month. */
import {
  fieldsOf,
  isoDay,
  monthAndDay,
  modulo,
  plusDays,
  withFields,
  yearOf,
  type Day,
} from "./calendarDay.js";
import { Days, type Span } from "./dateValues.js";
import { certainDay, dayOfCalendar, isoWeekday } from "./dayActions.js";
import { monthDays } from "./periodActions.js";
import type { Action, Reference } from "./phraseParts.js";

const MIDDLE = 16; // the day in the middle of a month
const MONTHS = 12;
const YEAR = 366; // days
const WEEK = 7;
const WHOLE_MONTHS = ["month", "quarter", "year"];

/** An end of a range: its timex, and its day in the past and in the future. */
interface Edge {
  readonly timex: string;
  readonly past: Day;
  readonly future: Day;
}

/** Returns the day at which a range begins or ends: the first, or what "the end of" names. */
function edgeOf(days: Days): Edge | null {
  if (!days.past || !days.future) return null;
  const [past, future] = [placeIn(days.past, days), placeIn(days.future, days)];
  return { timex: edgeTimex(days, past), past, future };
}

function edgeTimex(days: Days, past: Day): string {
  if (days.isDay && days.timex.includes("X")) return days.timex;
  if (days.grain === "month" && days.year === null) return `XXXX-${monthAndDay(past)}`;
  if (days.timex.startsWith("(") && !days.mod) return days.timex.slice(1).split(",")[0]!;
  return isoDay(past);
}

function placeIn([start, end]: Span, { mod, grain }: Days): Day {
  if (mod === "end") return end;
  if (mod !== "mid") return start;
  if (grain === "month") return withFields(start, { day: MIDDLE });
  if (grain === "year") return withFields(start, { month: 7, day: 2 });
  return plusDays(start, Math.floor((end - start) / 2));
}

/** From a day, a month, a year to another; what one of them does not say is of the other. */
const between: Action = (ref, parts) => {
  let [start, end] = [parts.need("start", Days), parts.need("end", Days)];
  const isDated = start.grain === "day" || start.grain === "month";
  if (end.grain === "year" && isDated && start.year === null) return null;
  [start, end] = withYears(ref, start, end);
  const isOpen = end.isDay && end.weekday && end.timex.includes("X");
  if (isOpen && start.definite && start.future) {
    end = certainDay(nextWeekday(start.future[0], end.weekday!));
  }
  const [first, last] = [edgeOf(start), edgeOf(end)];
  if (!first || !last) return unresolved(start, end);
  const beginFuture = first.future > last.future ? first.past : first.future;
  let endPast = last.past < first.past ? last.future : last.past;
  if (endPast - first.past > YEAR && end.month && end.day && !end.year) {
    endPast = withFields(endPast, { year: yearOf(first.past) }); // from the 29th of February on
  }
  if (beginFuture >= last.future || first.past >= endPast) return null;
  const spans: readonly Span[] = [
    [first.past, endPast],
    [beginFuture, last.future],
  ];
  const [timex, futureTimex] = spans.map(
    (span) => `(${first.timex},${last.timex},${writtenLength(start, end, span)})`,
  );
  return new Days(timex!, spans[0]!, spans[1]!, { grain: "days", futureTimex: futureTimex! });
};

/** Returns the first such weekday after a day. */
function nextWeekday(day: Day, weekday: number): Day {
  return plusDays(day, modulo(weekday - isoWeekday(day) - 1, WEEK) + 1);
}

/** Returns a range of which one day is none: 2/29/2019. */
function unresolved(start: Days, end: Days): Days | null {
  if (!start.isDay || !end.isDay || !start.said || !end.said) return null;
  return new Days(`(${start.timex},${end.timex},PXD)`, null, null, { grain: "days" });
}

function writtenLength(start: Days, end: Days, span: Span): string {
  const [from, to] = span.map(fieldsOf);
  const [years, months] = [to!.year - from!.year, to!.month - from!.month];
  const areYears = start.grain === "year" && end.grain === "year";
  if (areYears && !start.mod && !end.mod) return `P${years}Y`;
  const areWhole = WHOLE_MONTHS.includes(start.grain) && WHOLE_MONTHS.includes(end.grain);
  return areWhole ? `P${months + years * MONTHS}M` : `P${span[1] - span[0]}D`;
}

/** Gives the year of one end to the other that lacks it. */
function withYears(ref: Reference, first: Days, last: Days): [Days, Days] {
  let [start, end] = [first, last];
  const isLate = () => start.past && end.past && start.past[0] >= end.past[0];
  if (start.month && start.year === null && end.year !== null && end.said) {
    start = inYear(ref, start, end.year);
    if (isLate()) start = inYear(ref, start, end.year - 1);
  } else if (end.month && end.year === null && start.year !== null && start.said) {
    end = inYear(ref, end, start.year);
    if (isLate()) end = inYear(ref, end, start.year + 1);
  }
  return [start, end];
}

function inYear(ref: Reference, days: Days, year: number): Days {
  if (!days.said || days.month === null || days.mod) return days;
  if (!days.isDay) return monthDays(ref, year, days.month);
  return dayOfCalendar(ref, year, days.month, days.day ?? 0) ?? days;
}

/** November 18-19, from 4 to 23 of the next month. */
const daysOfMonth: Action = (ref, parts) => {
  const [first, last] = [parts.count("start"), parts.count("end")];
  const period = parts.get("period", Days);
  if (period && (period.grain !== "month" || period.month === null)) return null;
  const month = period ? period.month! : parts.count("month");
  const year = period ? period.year : parts.number("year");
  const [start, end] = [
    dayOfCalendar(ref, year, month, first),
    dayOfCalendar(ref, year, month, last),
  ];
  if (!start?.past || !end?.past || first >= last || !start.future || !end.future) return null;
  const until = (from: Span, to: Span): Span => [
    from[0],
    withFields(from[0], { day: fieldsOf(to[0]).day }),
  ];
  const timex = `(${start.timex},${end.timex},P${last - first}D)`;
  const spans = [until(start.past, end.past), until(start.future, end.future)] as const;
  return new Days(timex, ...spans, { grain: "days" });
};

export const DAY_RANGE_ACTIONS: Readonly<Record<string, Action>> = {
  between_days: between,
  days_of_month: daysOfMonth,
};
