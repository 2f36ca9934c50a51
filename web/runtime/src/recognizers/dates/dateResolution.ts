/** Writes what dates and times mean as the reference's resolutions do. */
import { isoDay, isoMoment, isoTime, Moment, TimeOfDay, type Day } from "./calendarDay.js";
import {
  Bounded,
  Clock,
  ClockRange,
  Days,
  Length,
  Recurrence,
  sameSpan,
  Times,
  type DateValue,
  type Span,
} from "./dateValues.js";
import { lengthTimex, secondsOf } from "./lengthTimex.js";
import { numberText } from "../numberText.js";

/** One of the values that something may have. */
export type DateEntry = Readonly<Record<string, string>>;
type Point = Day | Moment | TimeOfDay;
type Reading = readonly [timex: string, ends: readonly Point[]];
type Dated = Days | Clock | ClockRange | Times;

const UNKNOWN = "not resolved";
const RANGES: Readonly<Record<string, string>> = {
  date: "daterange",
  time: "timerange",
  datetime: "datetimerange",
};
/** Whether the first end of a range bounds what is before or after it, and which field says so. */
const BOUNDS: Readonly<Record<string, readonly ["first" | "last", string]>> = {
  before: ["first", "end"],
  until: ["last", "end"],
  after: ["last", "start"],
  since: ["first", "start"],
  // Of its beginning, middle or end.
  "before-end": ["last", "end"],
  "after-start": ["first", "start"],
};

/** Returns the kind of what was read, without `datetimeV2.`, and all values it may have. */
export function resolve(value: DateValue): readonly [kind: string, values: DateEntry[]] {
  if (value instanceof Recurrence) {
    return ["set", [{ timex: value.timex, type: "set", value: UNKNOWN }]];
  }
  if (value instanceof Length) return ["duration", [lengthEntry(value)]];
  if (value instanceof Bounded) return boundedEntries(value);
  const kind = kindOf(value);
  const { mod } = value;
  const type = mod === "approx" ? (RANGES[kind] ?? kind) : kind;
  const lunar = value instanceof Days && value.lunar ? { isLunar: "True" } : {};
  const entries = readingsOf(value, kind in RANGES).map(([timex, ends]) => ({
    ...entryOf(timex, type, ends, mod),
    ...lunar,
  }));
  return [kind, entries];
}

function kindOf(value: Dated): string {
  if (value instanceof Days) return value.isDay ? "date" : "daterange";
  if (value instanceof Times) return value.ranged ? "datetimerange" : "datetime";
  return value instanceof Clock ? "time" : "timerange";
}

/** Returns the timex and the ends of each way to read something; no ends where it has none. */
function readingsOf(value: Dated, isPoint: boolean): Reading[] {
  if (value instanceof Clock) {
    return value.readings().map(({ timex, seconds }) => [timex, [new TimeOfDay(seconds)]]);
  }
  if (value instanceof ClockRange) {
    return value.readings.map(([timex, start, end]) => [
      timex,
      [new TimeOfDay(start), new TimeOfDay(end)],
    ]);
  }
  if (value instanceof Days) return daysReadings(value, isPoint);
  return value.variants.flatMap(([timex, past, future]): Reading[] =>
    sameMoments(past, future)
      ? [[timex, past]]
      : [
          [timex, past],
          [timex, future],
        ],
  );
}

function sameMoments(past: readonly Moment[], future: readonly Moment[]): boolean {
  return past.length === future.length && past.every((each, at) => each.compare(future[at]!) === 0);
}

function daysReadings(value: Days, isPoint: boolean): Reading[] {
  const { past, future, timex, futureTimex } = value;
  const spans: Span[] = [];
  if (past) spans.push(past);
  if (future && !sameSpan(past, future)) spans.push(future);
  if (!spans.length) return [[timex, []]];
  return spans.map((span) => {
    const isLater = sameSpan(span, future) && !sameSpan(span, past);
    return [(isLater && futureTimex) || timex, isPoint ? [span[0]] : span];
  });
}

function entryOf(timex: string, type: string, ends: readonly Point[], mod: string): DateEntry {
  const entry = { timex, ...(mod ? { Mod: mod } : {}), type };
  const [start, end] = ends;
  if (start === undefined) return { ...entry, value: UNKNOWN };
  if (end === undefined) return { ...entry, value: written(start) };
  return { ...entry, start: written(start), end: written(end) };
}

function written(point: Point): string {
  if (point instanceof Moment) return isoMoment(point, " ");
  return point instanceof TimeOfDay ? isoTime(point.seconds) : isoDay(point);
}

function lengthEntry({ parts, mod }: Length): DateEntry {
  const value = numberText(secondsOf(parts));
  return { timex: lengthTimex(parts), ...(mod ? { Mod: mod } : {}), type: "duration", value };
}

function boundedEntries({ base, mod, sourced }: Bounded): readonly [string, DateEntry[]] {
  if (base instanceof Length) return ["duration", [{ ...lengthEntry(base), Mod: mod }]];
  const kind = kindOf(base);
  const isPoint = kind in RANGES;
  const type = RANGES[kind] ?? kind;
  const whole = base.mod ? `${mod}-${base.mod}` : mod;
  const [place, field] = BOUNDS[whole] ?? BOUNDS[mod]!;
  const source = { sourceEntity: isPoint ? "datetimepoint" : "datetimerange" };
  const entries = readingsOf(base, isPoint).map(([timex, ends]) => {
    const end = ends.at(place === "first" ? 0 : -1);
    return {
      ...{ timex, Mod: whole, type, ...(sourced ? source : {}) },
      [field]: end === undefined ? UNKNOWN : written(end),
    };
  });
  return [type, entries];
}
