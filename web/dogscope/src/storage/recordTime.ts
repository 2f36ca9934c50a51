/** The time of a record, with the clock that the user saw it on: a day begins where the user is. */

/** The least and the most minutes east of UTC that a clock is set to. */
const [LEAST, MOST] = [-12 * 60, 14 * 60];

export interface RecordTime {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The minutes by which the user's clock was east of UTC; null in older records, which lack it. */
  readonly offset: number | null;
}

export function timeNow(): RecordTime {
  const at = Date.now();
  return { at, offset: offsetHere(at) };
}

/** Returns the minutes by which this device's clock is east of UTC at a time. */
export function offsetHere(at: number): number {
  return 0 - new Date(at).getTimezoneOffset();
}

export function isOffset(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= LEAST && (value as number) <= MOST;
}
