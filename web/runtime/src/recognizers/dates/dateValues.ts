/** What the phrases of dates and times mean: days, clock times, lengths, and what they make. */
import { padded, plusDays, type Day, type Moment } from "./calendarDay.js";

const DAY_HOURS = 24;
const NOON = 12;

/** From a day to before another. */
export type Span = readonly [start: Day, end: Day];

/** Returns a day as the span from it to before the next. */
export function spanOf(day: Day): Span {
  return [day, plusDays(day, 1)];
}

/** Says whether two spans are the same. */
export function sameSpan(one: Span | null, other: Span | null): boolean {
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}

/** Returns a value of the same class with some of its fields replaced. */
export function replaced<T extends object>(value: T, changes: Partial<T>): T {
  const copy = Object.create(Object.getPrototypeOf(value) as object) as T;
  return Object.assign(copy, value, changes);
}

/** What is known of days beside their spans. */
export interface DaysFacts {
  /** `day`, `week`, `weekend`, `month`, `year`, `season`, ... or `days`. */
  readonly grain: string;
  /** What the text itself says. */
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly weekday: number | null;
  /** `start`, `mid`, `end`, ...; empty if there is none. */
  readonly mod: string;
  /** Whether the text names the part by a calendar's figures, as "2000", not "this year". */
  readonly said: boolean;
  /** The timex of the future days where it is another one. */
  readonly futureTimex: string;
  /** Whether it is one of the Chinese calendar. */
  readonly lunar: boolean;
}

/** A day, or days in a row. */
export class Days implements DaysFacts {
  readonly grain: string;
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly weekday: number | null;
  readonly mod: string;
  readonly said: boolean;
  readonly futureTimex: string;
  readonly lunar: boolean;

  /**
   * @param timex as the reference writes it.
   * @param past the nearest such days before the reference day, from the first to before the last; the
   *     same as `future` where there is no doubt, null where no such day exists or the reference does
   *     not resolve it.
   * @param future the nearest after the reference day.
   */
  constructor(
    readonly timex: string,
    readonly past: Span | null,
    readonly future: Span | null,
    facts: Partial<DaysFacts> = {},
  ) {
    this.grain = facts.grain ?? "day";
    this.year = facts.year ?? null;
    this.month = facts.month ?? null;
    this.day = facts.day ?? null;
    this.weekday = facts.weekday ?? null;
    this.mod = facts.mod ?? "";
    this.said = facts.said ?? false;
    this.futureTimex = facts.futureTimex ?? "";
    this.lunar = facts.lunar ?? false;
  }

  /** Whether it is one day. */
  get isDay(): boolean {
    return this.grain === "day";
  }

  /** Whether past and future are the same. */
  get definite(): boolean {
    return this.past !== null && sameSpan(this.past, this.future);
  }
}

/** A time of the day. */
export class Clock {
  /**
   * @param hour 0 to 24.
   * @param minute null where it is not said.
   * @param second null where it is not said.
   * @param either whether it may be before noon or after.
   * @param mod `approx` or empty.
   */
  constructor(
    readonly hour: number,
    readonly minute: number | null = null,
    readonly second: number | null = null,
    readonly either = false,
    readonly mod = "",
  ) {}

  /** The seconds since midnight. */
  get seconds(): number {
    return (this.hour % DAY_HOURS) * 3600 + (this.minute ?? 0) * 60 + (this.second ?? 0);
  }

  /** The time as the reference writes it: T16, T16:30. */
  get timex(): string {
    const said = [this.hour % DAY_HOURS, this.minute, this.second].filter((each) => each !== null);
    return `T${said.map((each) => padded(each)).join(":")}`;
  }

  /** Returns the times that it can be: one, or one half of the day after the other. */
  readings(): Clock[] {
    const plain = new Clock(this.hour, this.minute, this.second);
    if (!this.either) return [plain];
    return [plain, new Clock((this.hour + NOON) % DAY_HOURS, this.minute, this.second)];
  }
}

/** The timex, and the times at both ends in seconds since midnight. */
export type ClockReading = readonly [timex: string, start: number, end: number];

/** A part of the day, from one time to another. */
export class ClockRange {
  /**
   * @param readings one for each way to read it.
   * @param mod `start`, `end`, `before`, `after`, ... or empty.
   * @param part the name of a part of the day: `MO`, `AF`; empty where times make the range.
   */
  constructor(
    readonly readings: readonly ClockReading[],
    readonly mod = "",
    readonly part = "",
    readonly clocks: readonly [Clock, Clock] | null = null,
  ) {}
}

/** An amount of a unit: 2 W, 1 TH. */
export type LengthPart = readonly [amount: number, unit: string];

/** A duration. */
export class Length {
  /**
   * @param parts amounts of units, the largest first.
   * @param mod `more`, `less` or empty.
   */
  constructor(
    readonly parts: readonly LengthPart[],
    readonly mod = "",
  ) {}

  /** Whether it has hours, minutes or seconds. */
  get timed(): boolean {
    return this.parts.some(([, unit]) => unit.startsWith("T"));
  }
}

/** The timex of a way to read something, and its ends in the past and in the future. */
export type Variant = readonly [timex: string, past: readonly Moment[], future: readonly Moment[]];

/** A moment, or all from one moment to another. */
export class Times {
  /**
   * @param variants for each way to read it, the timex, and its ends: one moment, two, or none where no
   *     such day exists.
   * @param mod `before`, `after`, `start` or empty.
   */
  constructor(
    readonly variants: readonly Variant[],
    readonly mod = "",
    readonly ranged = false,
  ) {}

  /** Returns a moment, or a range between two, that is certain. */
  static at(timex: string, ...moments: readonly Moment[]): Times {
    return new Times([[timex, moments, moments]], "", moments.length > 1);
  }
}

/** What happens again and again. */
export class Recurrence {
  /**
   * @param timex as the reference writes it.
   * @param day whether a time of the day may be added.
   */
  constructor(
    readonly timex: string,
    readonly day = false,
  ) {}
}

/** All before or after something, or something that holds only about. */
export class Bounded {
  /**
   * @param base what stands at the bound.
   * @param mod `before`, `after`, `since`, `until`, `approx`, `more`, `less`.
   * @param sourced whether the reference says what the bound was.
   */
  constructor(
    readonly base: Days | Clock | ClockRange | Times | Length,
    readonly mod: string,
    readonly sourced = true,
  ) {}
}

export type DateValue = Days | Clock | ClockRange | Times | Length | Recurrence | Bounded;
