/** Days by the user's own clock. */
const DAY = 86_400_000;

/** Returns the number of a time's day; it goes up by one at each midnight. */
export function dayOf(at: number): number {
  return Math.floor((at - new Date(at).getTimezoneOffset() * 60_000) / DAY);
}
