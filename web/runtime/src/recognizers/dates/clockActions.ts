/** Times of the day, parts of it, and from one time to another. */
import { modulo, roundHalfEven } from "./calendarDay.js";
import { Bounded, Clock, ClockRange, Length, replaced, type ClockReading } from "./dateValues.js";
import { DigitTime } from "./digitDates.js";
import { secondsOf, spanTimex } from "./lengthTimex.js";
import type { Action, PhraseParts, Reference } from "./phraseParts.js";

const NOON = 12;
const DAY = 24;
const HOUR = 60;
const MINUTE = 60;
const DAY_SECONDS = 86_400;
const EVENING = 5; // from this hour on "at night" is after noon
/** The hours of the parts of the day. */
const PARTS_OF_DAY: Readonly<Record<string, readonly [start: number, end: number]>> = {
  MO: [8, 12],
  AF: [12, 16],
  EV: [16, 20],
  NI: [20, 24],
  DT: [8, 18],
  DA: [4, 8],
  MEB: [8, 12],
  MEL: [11, 13],
  MED: [16, 20],
};
const LATE: Readonly<Record<string, boolean>> = { pm: true, AF: true, EV: true, MED: true };

/**
 * Returns a time in a half or a part of the day.
 *
 * @param half `am`, `pm`, or a part of the day such as `MO` or `NI`; empty for none.
 */
export function withHalf(clock: Clock, half: string): Clock {
  if (!half || clock.hour > NOON || !clock.either) {
    return replaced(clock, { either: clock.either && !half });
  }
  const hour = clock.hour % NOON;
  return replaced(clock, { hour: hour + (isLate(hour, half, clock) ? NOON : 0), either: false });
}

function isLate(hour: number, half: string, clock: Clock): boolean {
  if (half === "NI") return hour > EVENING;
  if (half === "MEL" && clock.hour === NOON) return true;
  if (half === "DT" || half === "MEL") return hour < EVENING;
  return LATE[half] ?? false;
}

function halfOf(parts: PhraseParts): string {
  return parts.text("half") || parts.text("part");
}

/** A time: its hour, minute and second, and the half or the part of the day. */
const clock = (_: Reference, parts: PhraseParts, half = ""): Clock | null => {
  const base = parts.get("clock", Clock) ?? plainClock(parts);
  return base && withHalf(base, half || halfOf(parts));
};

/** A time that is meant as it stands. */
const clockSure: Action = (ref, parts) => {
  const found = clock(ref, parts);
  return found && replaced(found, { either: false });
};

function plainClock(parts: PhraseParts): Clock | null {
  const digits = parts.get("hm", DigitTime);
  const hour = digits ? digits.hour : parts.number("hour");
  const minute = digits ? digits.minute : parts.number("minute");
  const said = parts.number("second");
  const second = digits ? digits.second || said : said;
  if (hour === null || hour < 0 || hour > DAY) return null;
  if ((minute ?? 0) < 0 || (minute ?? 0) >= HOUR) return null;
  if ((second ?? 0) < 0 || (second ?? 0) >= MINUTE) return null;
  return new Clock(hour, minute, second, hour >= 1 && hour <= NOON);
}

function hourBefore({ hour, either }: Clock): number {
  return either ? modulo(hour - 1, NOON) || NOON : modulo(hour - 1, DAY);
}

/** Minutes past or to an hour. */
const pastHour: Action = (_, parts, direction) => {
  const base = parts.need("clock", Clock);
  const minutes = parts.count("minutes");
  if (base.minute !== null || minutes <= 0 || minutes >= HOUR) return null;
  const change =
    direction === "past" ? { minute: minutes } : { hour: hourBefore(base), minute: HOUR - minutes };
  return withHalf(replaced(base, change), halfOf(parts));
};

/** Half an hour before an hour, as "half eight" is in Dutch and German. */
const halfTo: Action = (_, parts) => halfBefore(parts);

function halfBefore(parts: PhraseParts): Clock | null {
  const base = parts.need("clock", Clock);
  if (base.minute !== null) return null;
  return withHalf(replaced(base, { hour: hourBefore(base), minute: 30 }), halfOf(parts));
}

/** A quarter of the way to an hour, as "viertel acht" is in the south of Germany. */
const pastQuarter: Action = (_, parts, minutes) => {
  const base = halfBefore(parts);
  return base && replaced(base, { minute: Number(minutes) });
};

/** Returns a part of the day, or the first or the second half of it. */
export function partRange(part: string, mod = ""): ClockRange {
  let [start, end] = PARTS_OF_DAY[part]!;
  const half = Math.floor((start + end) / 2);
  if (mod === "start") end = half;
  else if (mod === "end") start = half;
  const last = end === DAY ? DAY_SECONDS - 1 : end * 3600;
  return new ClockRange([[`T${part}`, start * 3600, last]], mod, part);
}

const part: Action = (_, parts, mod = "") => {
  const name = parts.text("part");
  return name in PARTS_OF_DAY ? partRange(name, mod) : null;
};

/** After breakfast, before dinner. */
const mealBound: Action = (_, parts, mod) => {
  const name = parts.text("part");
  return name in PARTS_OF_DAY ? new Bounded(partRange(name), mod!, false) : null;
};

/** From one time to another; what one of them does not say is of the other. */
const between: Action = (_, parts) => {
  const [start, end] = [parts.need("start", Clock), parts.need("end", Clock)];
  return clockRange(start, withHalf(end, halfOf(parts)));
};

/** From one time to another, both in the half of the day that stands before them. */
const betweenPart: Action = (_, parts) => {
  const [half, end] = [parts.text("half"), parts.need("end", Clock)];
  const start = withHalf(parts.need("start", Clock), half);
  const same = withHalf(end, half);
  return clockRange(start, same.seconds > start.seconds ? same : end);
};

/** Returns from one time to another; both may be before or after noon, or one of them. */
export function clockRange(from: Clock, to: Clock): ClockRange | null {
  let start = replaced(from, { mod: "" });
  let end = replaced(to, { mod: "" });
  if (start.either && !end.either) {
    const same = (start.hour % NOON) + (end.hour >= NOON ? NOON : 0);
    const other = (same + NOON) % DAY;
    const fits = replaced(start, { hour: same }).seconds < (end.seconds || DAY_SECONDS);
    start = replaced(start, { hour: fits ? same : other, either: false });
  } else if (end.either && !start.either) {
    const early = end.hour % NOON;
    const later = [early, early + NOON].map((hour) => replaced(end, { hour, either: false }));
    end = later.find(({ seconds }) => seconds > start.seconds) ?? later[0]!;
  }
  if (!start.either) return rangeOf([[start, replaced(end, { either: false })]]);
  const first = replaced(start, { hour: start.hour % NOON, either: false });
  let last = replaced(end, { hour: end.hour % NOON, either: false });
  if (last.seconds <= first.seconds) last = replaced(last, { hour: last.hour + NOON });
  const second = replaced(first, { hour: first.hour + NOON });
  return rangeOf([
    [first, last],
    [second, replaced(last, { hour: (last.hour + NOON) % DAY })],
  ]);
}

function rangeOf(pairs: readonly (readonly [Clock, Clock])[]): ClockRange | null {
  const readings: ClockReading[] = [];
  for (const [start, end] of pairs) {
    const seconds = modulo(end.seconds - start.seconds, DAY_SECONDS);
    if (!seconds) return null;
    const timex = `(${start.timex},${end.timex},${spanTimex(seconds)})`;
    readings.push([timex, start.seconds, end.seconds]);
  }
  return new ClockRange(readings, "", "", pairs[0]!);
}

/** From a time on, for some hours. */
const forLength: Action = (_, parts) => {
  const [start, length] = [parts.need("start", Clock), parts.need("length", Length)];
  if (!length.parts.every(([, unit]) => unit.startsWith("T"))) return null;
  const seconds = roundHalfEven(secondsOf(length.parts));
  if (!(seconds > 0 && seconds < DAY_SECONDS)) return null;
  const until = (start.seconds + seconds) % DAY_SECONDS;
  const minutes = Math.floor(until / MINUTE);
  const end = new Clock(Math.floor(minutes / HOUR), minutes % HOUR, until % MINUTE);
  const timex = `(${start.timex},${end.timex},${spanTimex(seconds)})`;
  return new ClockRange([[timex, start.seconds, end.seconds]]);
};

/** Noon, midnight. */
const fixed: Action = (_, __, hour) => new Clock(Number(hour));

export const CLOCK_ACTIONS: Readonly<Record<string, Action>> = {
  clock_sure: clockSure,
  fixed_clock: fixed,
  clock,
  past_quarter: pastQuarter,
  half_to: halfTo,
  past_hour: pastHour,
  part,
  meal_bound: mealBound,
  between_part_clocks: betweenPart,
  between_clocks: between,
  clock_for: forLength,
};
