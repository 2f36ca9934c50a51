/**
 * Days and weeks by the clock that the user saw: who flies keeps their days, and the same records give
 * the same points in every time zone.
 */
import { offsetHere, type RecordTime } from "../storage/recordTime";

const [DAY, HOUR, MINUTE] = [86_400_000, 3_600_000, 60_000];

/** A time; without a clock, by this device's. */
export type Moment = Pick<RecordTime, "at"> & Partial<RecordTime>;

/** Returns the number of a time's day; it goes up by one at each midnight. */
export function dayOf(moment: Moment): number {
  return Math.floor(clockOf(moment) / DAY);
}

/** Returns the hour that the clock showed, 0 to 23. */
export function hourOf(moment: Moment): number {
  return Math.floor((clockOf(moment) - dayOf(moment) * DAY) / HOUR);
}

/** Returns what the clock showed, in milliseconds since its own 1970. */
export function clockOf({ at, offset }: Moment): number {
  return at + (offset ?? offsetHere(at)) * MINUTE;
}

/** Returns the time here of an hour of a day, in milliseconds since 1970; of its start without one. */
export function timeOn(day: number, hour = 0): number {
  const date = new Date(day * DAY);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), hour).getTime();
}

/** Returns the number of a day's week; weeks begin on Mondays. */
export function weekOf(day: number): number {
  return Math.floor((day + 3) / 7); // day 0 was a Thursday
}

/** Returns the first day of a week, its Monday. */
export function mondayOf(week: number): number {
  return week * 7 - 3;
}
