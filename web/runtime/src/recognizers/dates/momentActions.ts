/** Moments and ranges of time on a day: a date with a time, a part of a day, now. */
import {
  dateOf,
  isoDay,
  isoMomentExactly,
  momentOf,
  monthAndDay,
  plusDays,
  secondsBetween,
  type Moment,
} from "./calendarDay.js";
import { clockRange, partRange, withHalf } from "./clockActions.js";
import {
  Bounded,
  Clock,
  ClockRange,
  Days,
  Length,
  replaced,
  Times,
  type Span,
  type Variant,
} from "./dateValues.js";
import { DAY_ACTIONS, dayOfCalendar } from "./dayActions.js";
import { addLength } from "./dayArithmetic.js";
import { hoursTimex, lengthTimex } from "./lengthTimex.js";
import { PhraseParts, type Action, type Reference } from "./phraseParts.js";

const WEEK = 7;
const LAST = new Clock(23, 59, 59);
const LEAP_YEAR = 2024; // in which the day after one of no year is looked up

/** A day with a time; a part of the day says which half is meant. */
const moment = (_: Reference, parts: PhraseParts, part = ""): Times | null => {
  const day = parts.need("date", Days);
  const clock = withHalf(parts.need("clock", Clock), part || parts.text("part"));
  if (!day.isDay || day.mod) return null;
  const at = (span: Span | null, seconds: number) => (span ? [momentOf(span[0], seconds)] : []);
  return new Times(
    clock
      .readings()
      .map(({ timex, seconds }): Variant => [
        day.timex + timex,
        at(day.past, seconds),
        at(day.future, seconds),
      ]),
  );
};

/** A moment of a day and a time that are known. */
function momentOn(ref: Reference, date: Days, clock: Clock): Times | null {
  return moment(
    ref,
    new PhraseParts([
      ["date", date],
      ["clock", clock],
    ]),
  );
}

const now: Action = (ref) => Times.at("PRESENT_REF", ref.now);

const nowSoon: Action = (ref) => Times.at("FUTURE_REF", ref.now);

/** A part of a day: tomorrow morning, tonight. */
const dayPart: Action = (_, parts, mod = "") => {
  const [day, part] = [parts.need("date", Days), parts.text("part")];
  return day.isDay && part ? onDays(day, partRange(part, mod || parts.text("mod"))) : null;
};

/** A date whose year stands after its time: Oct 26 15:50:06 2016. */
const momentOfYear: Action = (ref, parts) => {
  const day = dayOfCalendar(ref, parts.count("year"), parts.count("month"), parts.count("day"));
  return day && momentOn(ref, day, parts.need("clock", Clock));
};

/** Tonight, last night. */
const dayPartOf: Action = (_, parts, part) => onDays(parts.need("date", Days), partRange(part!));

/** A day with a range of times, or a part with them. */
const dayRange: Action = (_, parts) => {
  const [day, hours] = [parts.need("date", Days), parts.need("hours", ClockRange)];
  if (!day.isDay) return null;
  const part = parts.text("part");
  if (!part || !hours.clocks) return onDays(day, hours);
  const { hour, minute } = hours.clocks[0];
  const { seconds } = withHalf(new Clock(hour, minute, null, true), part);
  const readings = hours.readings.filter(([, start]) => start === seconds);
  const those = readings.length ? readings : hours.readings.slice(0, 1);
  return onDays(day, replaced(hours, { readings: those }));
};

/** The last second of a day. */
const endOfDay: Action = (ref, parts) => momentOn(ref, parts.need("date", Days), LAST);

function onDays(day: Days, { readings, mod }: ClockRange): Times {
  const variants = readings.map(([timex, start, end]): Variant => {
    const isOver = end <= start;
    const ends = (span: Span | null): Moment[] => {
      if (!span) return [];
      const last = isOver ? plusDays(span[0], 1) : span[0];
      return [momentOf(span[0], start), momentOf(last, end)];
    };
    return [writtenOn(day, timex, isOver), ends(day.past), ends(day.future)];
  });
  return new Times(variants, ["start", "end", "mid"].includes(mod) ? mod : "", true);
}

/** Returns the timex of times on a day: (2016-11-07T17,2016-11-07T18,PT1H), 2016-11-07TMO. */
function writtenOn(day: Days, timex: string, isOver: boolean): string {
  if (!timex.startsWith("(")) return day.timex + timex;
  const [start, end, length] = timex.slice(1, -1).split(",");
  const last = isOver ? nextTimex(day) : day.timex;
  return `(${day.timex}${start},${last}${end},${length})`;
}

/** Returns the timex of the day after one. */
function nextTimex({ definite, future, weekday, month, day, timex }: Days): string {
  if (definite && future) return isoDay(future[1]);
  if (weekday) return `XXXX-WXX-${(weekday % WEEK) + 1}`;
  if (month && day) return `XXXX-${monthAndDay(plusDays(dateOf(LEAP_YEAR, month, day), 1))}`;
  return timex;
}

/** A part or times of a weekday whose week or month stands after them. */
const partOfNamedDay: Action = (ref, parts) => {
  const day = parts.has("nth")
    ? DAY_ACTIONS.nth_weekday(ref, parts)
    : DAY_ACTIONS.weekday_in_week(ref, parts);
  const hours = parts.get("hours", ClockRange) ?? partRange(parts.text("part"));
  return day instanceof Days ? onDays(day, hours) : null;
};

/** A day before or after a time of it. */
const boundedMoment: Action = (ref, parts, mod) => {
  const found = moment(ref, parts);
  return found && new Bounded(found, mod!, false);
};

/** A day, from a time on, for some hours: two days where it lasts so long. */
const momentFor: Action = (ref, parts) => {
  const [found, length] = [moment(ref, parts), parts.need("length", Length)];
  if (!found || found.variants.length > 1) return null;
  const [timex, [past], [future]] = found.variants[0]!;
  if (!past || !future) return null;
  const [first, last] = [past, future].map((each) => [each, addLength(each, length.parts, 1)]);
  const end = isoMomentExactly(last![1]!);
  const written = `(${timex},${end},${lengthTimex(length.parts)})`;
  return new Times([[written, first!, last!]], "", true);
};

/** From a moment to another. */
const betweenMoments: Action = (ref, parts) => {
  const [start, end] = [asMoment(ref, parts, "start"), asMoment(ref, parts, "end")];
  if (!start || !end || start.ranged || end.ranged) return null;
  const variants: Variant[] = [];
  const count = Math.min(start.variants.length, end.variants.length);
  for (let at = 0; at < count; at++) {
    const [first, [past], [future]] = start.variants[at]!;
    const [last, [endPast], [endFuture]] = end.variants[at]!;
    if (!past || !future || !endPast || !endFuture) return null;
    const begin = future.compare(endFuture) > 0 ? past : future;
    const until = endPast.compare(past) < 0 ? endFuture : endPast;
    if (endFuture.compare(begin) <= 0) return null;
    const timex = `(${first},${last},${hoursTimex(secondsBetween(begin, endFuture))})`;
    variants.push([timex, [past, until], [begin, endFuture]]);
  }
  return variants.length ? new Times(variants, "", true) : null;
};

/** Returns an end of a range; a time alone is of the day of the other end. */
function asMoment(ref: Reference, parts: PhraseParts, label: string): Times | null {
  const found = parts.get(label, Times);
  if (found) return found;
  const [clock, day] = [parts.get(label, Clock), parts.get("date", Days)];
  return clock && day && momentOn(ref, day, clock);
}

/** Between 2:00 tomorrow and 4:00: two times of one day. */
const clocksOfDay: Action = (_, parts) => {
  const hours = clockRange(parts.need("start", Clock), parts.need("end", Clock));
  return hours && onDays(parts.need("date", Days), hours);
};

export const MOMENT_ACTIONS: Readonly<Record<string, Action>> = {
  moment,
  now_soon: nowSoon,
  now,
  day_part: dayPart,
  moment_of_year: momentOfYear,
  day_part_of: dayPartOf,
  end_of_day: endOfDay,
  part_of_named_day: partOfNamedDay,
  day_range: dayRange,
  bounded_moment: boundedMoment,
  moment_for: momentFor,
  between_moments: betweenMoments,
  clocks_of_day: clocksOfDay,
};
