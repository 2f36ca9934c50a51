/** The moment against which the dates of a text are resolved. */
import { shown } from "../../bundle/json.js";
import { OptionError } from "../../errors.js";
import { dateOf, momentIn, Moment, NoMeaning } from "./calendarDay.js";

const MINUTES = 60;
const FIELDS = ["year", "month", "day", "hour", "minute", "second"] as const;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** A moment: a Date, or its text such as `2026-11-29T14:00`. */
export type ReferenceTime = Date | string;

/**
 * Returns the moment, in the time of the one who wrote the text and without a zone.
 *
 * @param reference now by default. A Date, and a text with an offset, are taken over into `zone`.
 * @param zone where the text was written: the name of a time zone, such as `Europe/Berlin`; by default
 *     the text's own, or this device's.
 * @throws OptionError - the reference is no moment, or there is no such zone.
 */
export function referenceTime(reference?: ReferenceTime, zone?: string): Moment {
  const clock = zone === undefined ? null : clockOf(zone);
  try {
    if (typeof reference === "string") return textMoment(reference, clock);
    const date = reference ?? new Date();
    if (!(date instanceof Date)) throw new NoMeaning("it is no Date");
    return clock ? momentThere(date, clock) : momentIn(date);
  } catch (error) {
    if (!(error instanceof NoMeaning)) throw error;
    const what = reference instanceof Date ? String(reference.getTime()) : shown(reference);
    throw new OptionError(
      `reference: ${what} is no moment; give a Date, or its text such as 2026-11-29T14:00`,
      { cause: error },
    );
  }
}

function textMoment(text: string, clock: Intl.DateTimeFormat | null): Moment {
  const [found, ...parts] = ISO.exec(text) ?? [];
  if (found === undefined) throw new NoMeaning("it is no text of a moment");
  const fraction = Number((parts[6] ?? "").padEnd(6, "0"));
  const [year, month, day, hour, minute, second] = parts.map((part) => Number(part ?? 0)) as [
    ...[number, number, number],
    ...[number, number, number],
  ];
  const moment = momentOfFields([year, month, day, hour, minute, second], fraction);
  const offset = parts[7];
  if (offset === undefined || !clock) return moment;
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  instant.setUTCHours(hour, minute - offsetMinutes(offset), second);
  const there = momentThere(instant, clock);
  return new Moment(there.day, there.micros + fraction);
}

function momentOfFields(
  [year, month, day, hour, minute, second]: readonly [
    ...[number, number, number],
    ...[number, number, number],
  ],
  micros: number,
): Moment {
  if (hour > 23 || minute > 59 || second > 59) throw new NoMeaning("there is no such time");
  const seconds = (hour * MINUTES + minute) * MINUTES + second;
  return new Moment(dateOf(year, month, day), seconds * 1e6 + micros);
}

function offsetMinutes(offset: string): number {
  if (offset === "Z") return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
  const total = hours * MINUTES + (offset.length > 3 ? minutes : 0);
  return offset.startsWith("-") ? -total : total;
}

/** Returns what reads the time of a zone. */
function clockOf(zone: unknown): Intl.DateTimeFormat {
  try {
    if (typeof zone !== "string") throw new RangeError("it is no text");
    return new Intl.DateTimeFormat("en-u-ca-iso8601-hc-h23-nu-latn", {
      timeZone: zone,
      ...{ year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
  } catch (cause) {
    throw new OptionError(
      `zone: this device knows no time zone ${shown(zone)}; use a name such as Europe/Berlin`,
      { cause },
    );
  }
}

function momentThere(date: Date, clock: Intl.DateTimeFormat): Moment {
  if (Number.isNaN(date.getTime())) throw new NoMeaning("it is an invalid Date");
  const parts = new Map(clock.formatToParts(date).map(({ type, value }) => [type, value]));
  const fields = FIELDS.map((name) => Number(parts.get(name)));
  const millis = ((date.getTime() % 1000) + 1000) % 1000;
  return momentOfFields(fields as never, millis * 1000);
}
