/** Days and weeks by the user's own clock. */
const DAY = 86_400_000;

/** Returns the number of a time's day; it goes up by one at each midnight. */
export function dayOf(at: number): number {
  return Math.floor((at - new Date(at).getTimezoneOffset() * 60_000) / DAY);
}

/** Returns the time of an hour of a day, in milliseconds since 1970; a day's start without an hour. */
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
