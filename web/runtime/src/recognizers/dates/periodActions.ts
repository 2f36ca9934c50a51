/** Periods by their names: months, years, quarters, decades, centuries, seasons, this week. */
import {
  dateOf,
  dayOn,
  fieldsOf,
  isoDay,
  isoMoment,
  midnight,
  Moment,
  monthAndDay,
  padded,
  plusDays,
  plusDaysAndParts,
  yearOf,
  type Day,
} from "./calendarDay.js";
import { Days, Length, spanOf, Times, type Span } from "./dateValues.js";
import { fullYears } from "./dayActions.js";
import {
  addLength,
  addMonths,
  firstOf,
  monthSpan,
  nearestDays,
  weekSpan,
  weekTimex,
  yearSpan,
} from "./dayArithmetic.js";
import { DigitDate } from "./digitDates.js";
import { lengthTimex } from "./lengthTimex.js";
import type { Action, PhraseParts, PartValue, Reference } from "./phraseParts.js";

const MONTHS = 12;
const WEEK = 7;
const DECADE = 10;
const CENTURY = 100;
const SATURDAY = 5;
const HALF_WEEK = 3; // days
/** Units that are some of another. */
const CALENDAR_UNITS: Readonly<Record<string, readonly [base: "M" | "Y", size: number]>> = {
  Q: ["M", 3],
  DE: ["Y", 10],
  CE: ["Y", 100],
};

/** Returns days in a row without doubt. */
export function certainDays(
  timex: string,
  span: Span,
  grain = "days",
  year: number | null = null,
): Days {
  return new Days(timex, span, span, { grain, year });
}

/** Returns a range as TIMEX writes it. */
export function rangeTimex([start, end]: Span, length: string): string {
  return `(${isoDay(start)},${isoDay(end)},${length})`;
}

/** Returns a month of a year, or of the nearest years. */
export function monthDays(ref: Reference, year: number | null, month: number, said = true): Days {
  const facts = { grain: "month", year, month };
  if (year !== null) {
    const span = monthSpan(year, month);
    return new Days(`${padded(year, 4)}-${padded(month)}`, span, span, { ...facts, said });
  }
  const here = midnight(firstOf(ref.today, "month"));
  const nearest = nearestDays(here, (each) => dayOn(each, month, 1));
  const [past, future] = nearest.map((day) =>
    day === null ? null : monthSpan(yearOf(day), month),
  );
  return new Days(`XXXX-${padded(month)}`, past!, future!, { ...facts, said: true });
}

/** Returns a year. */
function yearDays(year: number, said = true): Days {
  const span = yearSpan(year);
  return new Days(padded(year, 4), span, span, { grain: "year", year, said });
}

const month: Action = (ref, parts) => {
  const digits = parts.get("ym", DigitDate);
  if (digits) return monthDays(ref, digits.year, digits.month);
  const number = parts.count("month");
  if (number < 1 || number > MONTHS) return null;
  const [period, said, rel] = [
    parts.get("period", Days),
    parts.number("year"),
    parts.number("rel"),
  ];
  if (period) return monthDays(ref, period.year, number);
  if (said !== null) return monthDays(ref, fullYears(said)[0], number);
  return monthDays(ref, rel === null ? null : yearOf(ref.today) + rel, number);
};

const year: Action = (_, parts) => yearDays(fullYears(parts.count("year"))[0]);

/** This, the next, the last unit; the one after next for an offset of 2. */
const relative: Action = (ref, parts, offset = "") =>
  relativeUnit(ref, parts.text("unit"), offset ? Number(offset) : parts.count("rel"));

/** A word that means this, the next or the last unit. */
const relativeFixed: Action = (ref, parts, unit) => relativeUnit(ref, unit!, parts.count("rel"));

function relativeUnit(ref: Reference, unit: string, count: number): PartValue | null {
  if (unit in CALENDAR_UNITS) {
    return rowOfUnits(addMonths(unitStart(ref.today, unit), unitMonths(unit) * count), unit, 1);
  }
  if (unit.startsWith("T")) return count ? fromNow(ref, new Length([[1, unit]]), count) : null;
  return relativeDays(ref, unit, count);
}

function relativeDays(ref: Reference, unit: string, count: number): Days | null {
  const { today } = ref;
  // All of them, as in Python: if one is beyond the calendar, none means anything.
  const week = plusDays(firstOf(today, "week"), WEEK * count * (unit === "2W" ? 2 : 1));
  const day = plusDays(today, count);
  const ofMonth = fieldsOf(unit === "M" ? addMonths(today, count) : today);
  const saturday = plusDays(week, SATURDAY);
  const weekend = [saturday, plusDays(saturday, 2)] as const;
  const weekDays = certainDays(weekTimex(week), weekSpan(week), "week");
  const found: Readonly<Record<string, Days>> = {
    W: weekDays,
    "2W": weekDays,
    WE: certainDays(`${weekTimex(week)}-WE`, weekend, "weekend"),
    M: monthDays(ref, ofMonth.year, ofMonth.month, false),
    Y: yearDays(yearOf(today) + (unit === "Y" ? count : 0), false),
    D: certainDays(isoDay(day), spanOf(day), "day"),
  };
  return found[unit] ?? null;
}

function unitStart(day: Day, unit: string): Day {
  if (unit === "Q") return firstOf(day, "quarter");
  const [, years] = CALENDAR_UNITS[unit]!;
  return dateOf(Math.floor(yearOf(day) / years) * years, 1, 1);
}

function unitMonths(unit: string): number {
  const [base, size] = CALENDAR_UNITS[unit]!;
  return size * (base === "Y" ? MONTHS : 1);
}

/** Returns some quarters, decades or centuries from a day on. */
function rowOfUnits(start: Day, unit: string, count: number): Days {
  const [base, size] = CALENDAR_UNITS[unit]!;
  const span = [start, addMonths(start, unitMonths(unit) * count)] as const;
  const timex = rangeTimex(span, `P${size * count}${base}`);
  return certainDays(timex, span, base === "M" ? "quarter" : "year");
}

function signOf(parts: PhraseParts, side: string): number {
  return side === "after" ? 1 : side === "before" ? -1 : parts.count("rel");
}

/** The next three weeks, from tomorrow on; the last three, until today. */
const relativeLength: Action = (ref, parts, side = "") => {
  const [length, rest] = [parts.need("length", Length), parts.get("rest", Length)];
  const sign = signOf(parts, side);
  const whole = rest ? new Length([...length.parts, ...rest.parts]) : length;
  return sign ? fromNow(ref, whole, sign) : null;
};

/** The last two quarters: whole ones, before this one. */
const relativeUnits: Action = (ref, parts, side = "") => {
  const [unit, count] = [parts.text("unit"), parts.count("count")];
  const sign = signOf(parts, side);
  if (!(unit in CALENDAR_UNITS) || !sign || count < 1) return null;
  const months = unitMonths(unit);
  const start = addMonths(unitStart(ref.today, unit), sign > 0 ? months : -months * count);
  return rowOfUnits(start, unit, count);
};

function fromNow(ref: Reference, length: Length, sign: number): PartValue {
  const written = lengthTimex(length.parts);
  const step = sign > 0 ? 1 : -1;
  if (length.timed) {
    const moments = [ref.now, addLength(ref.now, length.parts, step)];
    moments.sort((one, other) => one.compare(other));
    const texts = moments.map((each) => isoMoment(each));
    return Times.at(`(${texts[0]},${texts[1]},${written})`, ...moments);
  }
  const start: Moment = plusDaysAndParts(ref.now, sign > 0 ? 1 : 0);
  const end = addLength(start, length.parts, step).day;
  const span = [Math.min(start.day, end), Math.max(start.day, end)] as const;
  return certainDays(rangeTimex(span, written), span);
}

/** The 5 past minutes, 3 next weeks. */
const relativeCounted: Action = (ref, parts) => {
  const amount = parts.amount("amount");
  const [sign, unit] = [parts.count("rel"), parts.text("unit")];
  if (!amount || !sign || unit in CALENDAR_UNITS) return null;
  return fromNow(ref, new Length([[amount, unit]]), sign);
};

/** Within five minutes, within two days: from now on. */
const within: Action = (ref, parts) => {
  const length = parts.get("length", Length) ?? sumOf(parts);
  if (length.timed) return fromNow(ref, length, 1);
  const span = [ref.today, addLength(ref.now, length.parts, 1).day] as const;
  return certainDays(rangeTimex(span, lengthTimex(length.parts)), span);
};

function sumOf(parts: PhraseParts): Length {
  const [first, rest] = [parts.need("first", Length), parts.need("rest", Length)];
  return new Length([...first.parts, ...rest.parts]);
}

/** A quarter or a half of a year: 3 or 6 months. */
const partOfYear: Action = (ref, parts, months) => {
  const size = Number(months);
  const most = Math.floor(MONTHS / size);
  const said = parts.count("nth");
  const count = said < 0 ? said + most + 1 : said;
  const period = parts.get("period", Days);
  if (count < 1 || count > most) return null;
  const first = (count - 1) * size + 1;
  const itsYear = period ? (period.grain === "year" ? period.year : null) : yearOfPart(ref, parts);
  if (period && itsYear === null) return null;
  if (itsYear !== null) {
    const span = monthSpan(itsYear, first, size);
    return certainDays(rangeTimex(span, `P${size}M`), span, "quarter", itsYear);
  }
  const [past, future] = nearestDays(ref.now, (each) => dayOn(each, first, 1));
  if (past === null || future === null) return null;
  const spans = [past, future].map((day) => monthSpan(yearOf(day), first, size)) as [Span, Span];
  const end = monthAndDay(spans[0][1]);
  const timex = `(XXXX-${padded(first)}-01,XXXX-${end},P${size}M)`;
  return new Days(timex, ...spans, { grain: "quarter" });
};

function yearOfPart(ref: Reference, parts: PhraseParts): number | null {
  const digits = parts.number("year");
  if (digits !== null) return fullYears(digits)[0];
  return parts.has("rel") ? yearOf(ref.today) + parts.count("rel") : null;
}

/** The 1990s, or the 90s of a century that is not said. */
const decade: Action = (_, parts) => {
  const start = parts.count("decade");
  if (start % DECADE) return null;
  if (start >= CENTURY) {
    const span = yearSpan(start, DECADE);
    return certainDays(rangeTimex(span, "P10Y"), span, "year");
  }
  const [past, future] = [yearSpan(1900 + start, DECADE), yearSpan(2000 + start, DECADE)];
  const end = (start + DECADE) % CENTURY;
  const timex = `(XX${padded(start)}-01-01,XX${padded(end)}-01-01,P10Y)`;
  return new Days(timex, past, future, { grain: "year" });
};

/** The seventies of the nineteenth century. */
const decadeOfCentury: Action = (_, parts) => {
  const start = parts.count("decade");
  if (start % DECADE || start >= CENTURY) return null;
  const span = yearSpan((parts.count("nth") - 1) * CENTURY + start, DECADE);
  return certainDays(rangeTimex(span, "P10Y"), span, "year");
};

/** This weekend, the next, the last. */
const relativeWeekend: Action = (ref, parts) => relativeUnit(ref, "WE", parts.count("rel"));

/** The first or the second half of this week. */
const halfOfPeriod: Action = (ref, parts) => {
  const [start, end] = weekSpan(ref.today);
  const middle = plusDays(start, HALF_WEEK);
  const span: Span = parts.count("nth") === 1 ? [start, middle] : [middle, end];
  return certainDays(rangeTimex(span, `P${span[1] - span[0]}D`), span);
};

/** A year of a reign: the first is the one after the base. */
const eraYear: Action = (_, parts) => parts.count("base") + (parts.number("year") || 1);

const century: Action = (_, parts) => {
  const start = (parts.count("nth") - 1) * CENTURY;
  if (start < 1) return null;
  const span = yearSpan(start, CENTURY);
  return certainDays(rangeTimex(span, "P100Y"), span, "year");
};

const season: Action = (ref, parts) => {
  const name = parts.text("season");
  const [period, rel] = [parts.get("period", Days), parts.number("rel")];
  const said = period ? period.year : parts.number("year");
  const its = said ?? (rel === null ? null : yearOf(ref.today) + rel);
  const timex = its ? `${padded(fullYears(its)[0], 4)}-${name}` : name;
  return new Days(timex, null, null, { grain: "season" });
};

/** A fiscal year or a school year: when they begin is not known. */
const specialYear: Action = (ref, parts, code) => {
  const [said, rel] = [parts.number("year"), parts.number("rel")];
  const its = said === null ? (rel === null ? null : yearOf(ref.today) + rel) : fullYears(said)[0];
  const timex = `${code}${its === null ? "XXXX" : padded(its, 4)}`;
  return new Days(timex, null, null, { grain: "season" });
};

export const PERIOD_ACTIONS: Readonly<Record<string, Action>> = {
  month,
  year,
  relative,
  relative_fixed: relativeFixed,
  relative_length: relativeLength,
  relative_units: relativeUnits,
  relative_counted: relativeCounted,
  within,
  part_of_year: partOfYear,
  decade,
  decade_of_century: decadeOfCentury,
  relative_weekend: relativeWeekend,
  half_of_period: halfOfPeriod,
  era_year: eraYear,
  century,
  season,
  special_year: specialYear,
};
