/** Days as the user's own clock counts them. */
const DAY = 86_400_000;

/** @returns a number that goes up by one at each midnight. */
export function dayOf(at: number): number {
  return Math.floor((at - new Date(at).getTimezoneOffset() * 60_000) / DAY);
}
