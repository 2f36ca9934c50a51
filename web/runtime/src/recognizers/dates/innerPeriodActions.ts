/** Periods within others: the first week of a month, its end, the week of a day, until today. */
import {
  dateOf,
  fieldsOf,
  isoDay,
  isoMoment,
  isoWeek,
  midnight,
  mondayOf,
  padded,
  plusDays,
  plusDaysAndParts,
  weekdayOf,
  yearOf,
  type Day,
} from "./calendarDay.js";
import { Bounded, Days, Length, Times, type Span } from "./dateValues.js";
import { certainDay } from "./dayActions.js";
import {
  addLength,
  addMonths,
  firstOf,
  weekOfMonth,
  weekSpan,
  weekTimex,
} from "./dayArithmetic.js";
import { lengthTimex } from "./lengthTimex.js";
import { certainDays, monthDays, rangeTimex } from "./periodActions.js";
import type { Action, PhraseParts } from "./phraseParts.js";

const WEEK = 7;
const SATURDAY = 5;
const MONDAY = 0;
const MONTHS = 12;
const LAST_WEEK = 5; // how the reference numbers the last week of a month
const MOST_WEEKS = 53;

/** Week 27 of a year, of this one if none is said; its first and last week, too. */
const weekNumber: Action = (ref, parts) => {
  const period = parts.get("period", Days);
  let number = parts.count("nth");
  let year = yearOf(ref.today);
  if (period) {
    if (period.grain !== "year" || period.year === null) return null;
    ({ year } = period as { year: number });
  } else if (parts.has("year")) {
    year = parts.count("year");
  }
  if (number < 0) number += isoWeek(dateOf(year, 12, 28)).week + 1;
  if (number < 1 || number > MOST_WEEKS) return null;
  const span = weekSpan(mondayOf(year, number));
  return certainDays(`${padded(year, 4)}-W${padded(number)}`, span, "week");
};

/** The third or the last week of a month. */
const weekOfMonthAction: Action = (_, parts) => {
  const count = parts.count("nth");
  const { month, grain, past, future, timex } = parts.need("period", Days);
  if (grain !== "month" || month === null || count < -1 || count > LAST_WEEK) return null;
  const weekIn = (span: Span | null) =>
    span && weekSpan(weekOfMonth(yearOf(span[0]), month, count));
  const number = count < 0 ? LAST_WEEK : count;
  return new Days(`${timex}-W${padded(number)}`, weekIn(past), weekIn(future), { grain: "week" });
};

/** The third month of a year, the first ten days of a month, the last day. */
const nthUnit: Action = (ref, parts) => {
  const period = parts.need("period", Days);
  const [unit, count] = [parts.text("unit"), parts.count("nth")];
  if (!period.future || !period.definite) return null;
  const [start, end] = period.future;
  if (parts.has("count")) return someUnits(parts, period.future, unit);
  if (unit === "M" && period.grain === "year" && period.year !== null) {
    const month = count > 0 ? count : MONTHS + 1 + count;
    return month >= 1 && month <= MONTHS ? monthDays(ref, period.year, month) : null;
  }
  if (unit !== "D") return null;
  const day = count > 0 ? plusDays(start, count - 1) : plusDays(end, count);
  const span = [day, plusDays(day, 1)] as const;
  return new Days(isoDay(day), span, span);
};

function someUnits(parts: PhraseParts, whole: Span, unit: string): Days | null {
  const [nth, count] = [parts.count("nth"), parts.count("count")];
  if ((nth !== 1 && nth !== -1) || unit.startsWith("T")) return null;
  const length = [[count, unit]] as const;
  const [first, last] = unit === "W" ? [firstMonday(whole[0]), firstMonday(whole[1])] : whole;
  const span: Span =
    nth > 0
      ? [first, addLength(midnight(first), length, 1).day]
      : [addLength(midnight(last), length, -1).day, last];
  return certainDays(rangeTimex(span, lengthTimex(length)), span);
}

/** Returns the Monday of the first week of a month or year, whose Thursday counts. */
function firstMonday(day: Day): Day {
  const { year, month } = fieldsOf(day);
  return weekOfMonth(year, month, 1);
}

const weekOfDay: Action = (_, parts) => {
  const day = parts.need("date", Days);
  if (!day.isDay || !day.past || !day.future) return null;
  const spans = [weekSpan(day.past[0]), weekSpan(day.future[0])] as const;
  return new Days(day.timex, ...spans, { grain: "week" });
};

/** The weekend of a holiday, which a Monday or a Friday makes longer. */
const weekendOfDay: Action = (_, parts) => {
  const day = parts.need("date", Days);
  if (!day.past || !day.future) return null;
  const [past, future] = [weekendOf(day.past[0]), weekendOf(day.future[0])];
  const [timex, futureTimex] = [past, future].map(([start]) => `${weekTimex(start)}-WE`);
  return new Days(timex!, past, future, { grain: "weekend", futureTimex: futureTimex! });
};

function weekendOf(day: Day): Span {
  if (weekdayOf(day) === MONDAY) return [plusDays(day, -2), plusDays(day, 1)];
  const saturday = plusDays(firstOf(day, "week"), SATURDAY);
  const start = weekdayOf(day) === SATURDAY - 1 ? Math.min(saturday, day) : saturday;
  return [start, plusDays(saturday, 2)];
}

type PartName = "start" | "mid" | "end";
type PartBounds = Readonly<Record<PartName, readonly [number, number]>>;
const MONTH_PARTS: PartBounds = { start: [0, 15], mid: [9, 20], end: [15, 0] };
const YEAR_HALVES: PartBounds = { start: [0, 6], mid: [4, 8], end: [6, 12] };
const YEAR_THIRDS: PartBounds = { start: [0, 4], mid: [4, 8], end: [8, 12] };
const WEEK_PARTS: PartBounds = { start: [0, 3], mid: [2, 5], end: [3, 7] };

/** Returns the beginning, the middle or the end of a period. */
function partOf([start, end]: Span, grain: string, part: PartName, said: boolean): Span {
  if (grain === "month") {
    const [first, last] = MONTH_PARTS[part];
    return [plusDays(start, first), last ? plusDays(start, last) : end];
  }
  if (grain === "year") {
    const [first, last] = (said ? YEAR_THIRDS : YEAR_HALVES)[part];
    return [addMonths(start, first), addMonths(start, last)];
  }
  if (grain === "week") {
    const [first, last] = WEEK_PARTS[part];
    return [plusDays(start, first), plusDays(start, last)];
  }
  const middle = plusDays(start, Math.floor((end - start) / 2));
  const quarter = Math.floor((end - start) / 4);
  if (part === "start") return [start, middle];
  return part === "mid" ? [plusDays(start, quarter), plusDays(end, -quarter)] : [middle, end];
}

/** The end of a month, mid May, early this year. */
const partOfPeriod: Action = (_, parts, part) => {
  const { mod, past, future, isDay, grain, said, timex, year, month } = parts.need("period", Days);
  if (mod || !past || !future || isDay) return null;
  const [first, last] = [past, future].map((span) => partOf(span, grain, part as PartName, said));
  return new Days(timex, first!, last!, { grain, year, month, mod: part!, said });
};

/** Early or late in a day, which is the next such day; today if none is said. */
const halfOfDay: Action = (ref, parts, part) => {
  const day = parts.get("date", Days) ?? certainDay(ref.today);
  if (!day.isDay || !day.future) return null;
  const start = midnight(day.future[0]);
  const noon = plusDaysAndParts(start, 0.5);
  const ends = part === "start" ? [start, noon] : [noon, midnight(day.future[1])];
  return new Times([[day.timex, ends, ends]], part, true);
};

/** Earlier this week: until today; later this week: from today on; else its first half. */
const earlierLater: Action = (ref, parts, part) => {
  const { isDay, mod, definite, future: whole, grain, timex } = parts.need("period", Days);
  if (isDay || mod || !definite || !whole) return null;
  let [start, end] = partOf(whole, grain, part as PartName, false);
  if (ref.today < whole[0] || ref.today >= whole[1]) {
    return new Days(timex, [start, end], [start, end], { grain, mod: part! });
  }
  if (part === "start") end = Math.min(end, ref.today);
  else start = Math.max(start, ref.today);
  return certainDays(timex, start >= end ? whole : [start, end]);
};

/** The rest of a week: from today to its last day. */
const restOf: Action = (ref, parts) => {
  const { definite, future } = parts.need("period", Days);
  if (!definite || !future) return null;
  const span = [ref.today, plusDays(future[1], -1)] as const;
  if (span[0] >= span[1]) return null;
  return certainDays(rangeTimex(span, `P${span[1] - span[0]}D`), span);
};

/** The year to date. */
const toDate: Action = (ref, parts) => {
  const period = parts.get("period", Days);
  if (!period) {
    const today = [ref.today, plusDays(ref.today, 1)] as const;
    return new Bounded(new Days("PRESENT_REF", today, today), "before", false);
  }
  return period.future && certainDays(period.timex, [period.future[0], ref.today]);
};

/** A week from a day on. */
const fromDay: Action = (ref, parts) => {
  const [day, length] = [parts.need("date", Days), parts.need("length", Length)];
  const spans = [day.past, day.future].filter((span) => span !== null);
  if (!spans.length || length.timed) return null;
  const here = spans.filter(([start]) => yearOf(start) === yearOf(ref.today));
  const [start] = (here.length ? here : spans).at(-1)!;
  const span = [start, addLength(midnight(start), length.parts, 1).day] as const;
  return certainDays(rangeTimex(span, lengthTimex(length.parts)), span);
};

/** A day from a moment on. */
const fromMoment: Action = (_, parts) => {
  const [moment, length] = [parts.need("moment", Times), parts.need("length", Length)];
  const start = moment.variants[0]![2][0];
  if (moment.ranged || !start || moment.variants.length > 1) return null;
  const end = addLength(start, length.parts, 1);
  const timex = `(${isoMoment(start)},${isoMoment(end)},${lengthTimex(length.parts)})`;
  return Times.at(timex, start, end);
};

/** The days from Monday to Friday of a week. */
const workingWeek: Action = (ref, parts) => {
  const monday = plusDays(firstOf(ref.today, "week"), WEEK * parts.count("rel"));
  return certainDays(weekTimex(monday), [monday, plusDays(monday, SATURDAY)], "week");
};

const SAME: Readonly<Record<string, string>> = {
  week: "XXXX-WXX",
  weekend: "XXXX-WXX-WE",
  month: "XXXX-XX",
  year: "XXXX",
};

/** That weekend, the same week: one that the text spoke of before. */
const same: Action = (_, parts) => {
  const { past, future, grain } = parts.need("period", Days);
  const timex = SAME[grain];
  return timex ? new Days(timex, past, future, { grain, mod: "ref_undef" }) : null;
};

export const INNER_PERIOD_ACTIONS: Readonly<Record<string, Action>> = {
  week_number: weekNumber,
  week_of_month: weekOfMonthAction,
  nth_unit: nthUnit,
  week_of_day: weekOfDay,
  weekend_of_day: weekendOfDay,
  part_of_period: partOfPeriod,
  half_of_day: halfOfDay,
  earlier_later: earlierLater,
  rest_of: restOf,
  to_date: toDate,
  from_day: fromDay,
  from_moment: fromMoment,
  working_week: workingWeek,
  same,
};
