/** The scales of a chart of curves: from values to pixels, and where its lines are labelled. */

export interface Scale {
  /** Returns the place of a value, in pixels. */
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

/** A scale of counts, such as steps: each doubling takes as much room as the last. */
export function countScale(values: readonly number[], from: number, to: number): Scale {
  const least = Math.max(1, Math.min(...values));
  const most = Math.max(least + 1, ...values);
  const span = Math.log(most) - Math.log(least);
  return {
    place: (value) =>
      from + ((Math.log(Math.max(value, 1)) - Math.log(least)) / span) * (to - from),
    ticks: someOf(values, Math.abs(to - from) / 56),
  };
}

/** Returns values that leave room for their numbers, the first and the last included. */
function someOf(values: readonly number[], most: number): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const step = Math.max(1, Math.ceil(sorted.length / Math.max(2, most)));
  const chosen = sorted.filter((_, at) => at % step === 0);
  const last = sorted.at(-1);
  if (last !== undefined && chosen.at(-1) !== last) {
    if (chosen.length > 1 && (sorted.length - 1) % step < step / 2) chosen.pop();
    chosen.push(last);
  }
  return chosen;
}

const NICE = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10];

/** A scale of amounts with three to five round ticks; `shares` end at 1. */
export function amountScale(
  values: readonly number[],
  from: number,
  to: number,
  shares: boolean,
): Scale {
  const low = shares ? Math.min(...values, 0.9) : 0;
  const high = shares ? 1 : Math.max(...values, 0.01);
  const step = NICE.find((each) => (high - low) / each <= 4) ?? 10;
  const least = rounded(Math.floor(low / step + 1e-9) * step);
  const most = shares ? 1 : Math.ceil(high / step - 1e-9) * step;
  const count = Math.max(1, Math.round((most - least) / step));
  return {
    place: (value) => from + ((value - least) / (most - least)) * (to - from),
    ticks: Array.from({ length: count + 1 }, (_, at) => rounded(least + at * step)),
  };
}

/** Returns a number without the dust of floating point. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}

/** Returns the number of the point that is nearest to a place, in pixels. */
export function nearestAt(places: readonly number[], wanted: number): number {
  let best = 0;
  places.forEach((each, at) => {
    if (Math.abs(each - wanted) < Math.abs((places[best] ?? 0) - wanted)) best = at;
  });
  return best;
}
