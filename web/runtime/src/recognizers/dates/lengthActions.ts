/** Durations, what recurs, and bounds: more than an hour, every Monday, before May. */
import { padded } from "./calendarDay.js";
import { withHalf } from "./clockActions.js";
import {
  Bounded,
  Clock,
  ClockRange,
  Days,
  Length,
  Recurrence,
  replaced,
  Times,
  type LengthPart,
} from "./dateValues.js";
import { lengthTimex } from "./lengthTimex.js";
import type { Action } from "./phraseParts.js";

const ORDER = ["Y", "M", "W", "WE", "BD", "D", "TH", "TM", "TS"];
/** Units that are some of another: a decade is ten years. */
const MANIFOLD: Readonly<Record<string, LengthPart>> = {
  DE: [10, "Y"],
  CE: [100, "Y"],
  Q: [3, "M"],
  "2W": [2, "W"],
  NI: [1, "D"],
};
const FIRST_YEAR = 1000; // a larger number of years is a year itself
const LARGEST = 1e9; // more of a unit is no duration
const MOST_DAYS = 31;

function plain(amount: number, unit: string): LengthPart {
  const [factor, base] = MANIFOLD[unit] ?? [1, unit];
  return [amount * factor, base];
}

/** Some units; an amount of the rule's own where the words say none. */
const length: Action = (_, parts, amount = "") => {
  const value = amount ? Number(amount) : parts.amount("amount");
  const unit = parts.text("unit");
  if (value === null || !unit || !(value > 0 && value < LARGEST)) return null;
  if (unit === "Y" && value >= FIRST_YEAR) return null;
  return new Length([plain(value, unit)]);
};

/** Some of a unit, in one word. */
const lengthOf: Action = (_, __, unit, amount) => new Length([plain(Number(amount), unit!)]);

/** Some units and a half or a quarter. */
const lengthAnd: Action = (_, parts, fraction) => {
  const amount = parts.amount("amount") || 1;
  const unit = parts.text("unit");
  return unit ? new Length([plain(amount + Number(fraction), unit)]) : null;
};

/** Lengths together: an hour and thirty minutes. */
const sum: Action = (_, parts) => {
  const [first, rest] = [parts.need("first", Length), parts.need("rest", Length)];
  const both = [...first.parts, ...rest.parts];
  const places = both.map(([, unit]) => ORDER.indexOf(unit));
  const isFalling = places.every((place, at) => at === 0 || place > places[at - 1]!);
  return isFalling ? new Length(both) : null;
};

const moreOrLess: Action = (_, parts, mod) => new Bounded(parts.need("length", Length), mod!);

/** Before, after, since or until a day, a time, a period. */
const bound: Action = (_, parts, mod) => {
  const base = parts.value("base");
  if (base instanceof Days && (!base.future || base.mod === "ref_undef")) return null;
  const isBase =
    base instanceof Days ||
    base instanceof Clock ||
    base instanceof Times ||
    base instanceof ClockRange;
  return isBase ? new Bounded(base, mod!, !(base instanceof Times && base.ranged)) : null;
};

/** For two years now. */
const boundLength: Action = (_, parts, mod) => new Bounded(parts.need("length", Length), mod!);

/** Around a time, a part of the day or a moment. */
const about: Action = (_, parts) => {
  const part = parts.get("base", ClockRange);
  if (part && !part.mod) return replaced(part, { mod: "approx" });
  const [clock, moment] = [parts.get("base", Clock), parts.get("base", Times)];
  if (clock) return replaced(clock, { mod: "approx" });
  return moment && !moment.ranged && !moment.mod ? replaced(moment, { mod: "approx" }) : null;
};

/** Each unit, length, weekday, part of the day, or day of the year. */
const recur: Action = (_, parts) => {
  const [of, day, part] = [
    parts.get("length", Length),
    parts.get("date", Days),
    parts.text("part"),
  ];
  if (of) {
    const [first, ...more] = of.parts;
    const isDay = first?.[0] === 1 && first[1] === "D" && more.length === 0;
    return new Recurrence(lengthTimex(of.parts), isDay);
  }
  if (day) return new Recurrence(day.timex + (part ? `T${part}` : ""), true);
  if (part) return new Recurrence(`T${part}`, true);
  const unit = parts.text("unit");
  if (!unit) return null;
  const count = parts.number("count") || 1;
  return new Recurrence(lengthTimex([plain(count, unit)]), unit === "D" && count === 1);
};

/** In the evenings: no time of day joins it, as "8 in the evening" is but a time. */
const recurPart: Action = (_, parts) => new Recurrence(`T${parts.text("part")}`);

/** Every other day. */
const recurOther: Action = (_, parts) =>
  new Recurrence(lengthTimex([plain(2, parts.text("unit"))]));

/** Daily, weekly, quarterly. */
const recurFixed: Action = (_, __, timex) => new Recurrence(timex!, timex === "P1D");

/** Every day or every Monday at a time. */
const recurAt: Action = (_, parts) => {
  const base = parts.need("set", Recurrence);
  const [clock, hours] = [parts.get("clock", Clock), parts.get("hours", ClockRange)];
  if (!base.day) return null;
  const start = base.timex === "P1D" || base.timex.startsWith("T") ? "" : base.timex;
  if (clock) {
    const isPart = base.timex.startsWith("T"); // every night at ten
    return new Recurrence(start + (isPart ? withHalf(clock, base.timex.slice(1)) : clock).timex);
  }
  return hours && new Recurrence(start + hours.readings[0]![0]);
};

/** The 19th of every month. */
const recurDay: Action = (_, parts) => {
  const day = parts.count("day");
  return day >= 1 && day <= MOST_DAYS ? new Recurrence(`XXXX-XX-${padded(day)}`, true) : null;
};

/** What a slot already is. */
const take: Action = (_, parts) => parts.value("it");

/** A number within bounds. */
const number: Action = (_, parts, least, most, step = "1") => {
  const value = parts.count("it");
  const fits = value >= Number(least) && value <= Number(most) && value % Number(step) === 0;
  return fits ? value : null;
};

/** A number that words stand for. */
const constant: Action = (_, __, value) => Number(value);

export const LENGTH_ACTIONS: Readonly<Record<string, Action>> = {
  length,
  length_of: lengthOf,
  length_and: lengthAnd,
  sum_lengths: sum,
  more_or_less: moreOrLess,
  bound,
  bound_length: boundLength,
  about,
  recur,
  recur_part: recurPart,
  recur_other: recurOther,
  recur_fixed: recurFixed,
  recur_at: recurAt,
  recur_day: recurDay,
  take,
  number,
  constant,
};
