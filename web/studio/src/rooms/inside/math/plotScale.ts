/** Where numbers stand in a drawing. */
export interface Scale {
  /** Returns the place of a number, in the drawing's units. */
  readonly at: (value: number) => number;
  /** Returns the number at a place. */
  readonly of: (place: number) => number;
}

/** Returns the scale that puts `from` at `start` and `to` at `end`. */
export function scale(from: number, to: number, start: number, end: number): Scale {
  const factor = (end - start) / (to - from);
  return {
    at: (value) => start + (value - from) * factor,
    of: (place) => from + (place - start) / factor,
  };
}

/** Returns a number within bounds, rounded to whole steps. */
export function held(value: number, least: number, most: number, step: number): number {
  const rounded = Math.round(value / step) * step;
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return Number(Math.min(most, Math.max(least, rounded)).toFixed(digits)) + 0;
}

/** Returns the whole numbers within a range, each `every`. */
export function ticks(from: number, to: number, every = 1): number[] {
  const found: number[] = [];
  for (let n = Math.ceil(from / every) * every; n <= to; n += every) found.push(n + 0);
  return found;
}
