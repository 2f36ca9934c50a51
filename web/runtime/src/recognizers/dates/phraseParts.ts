/** What an action is given: the reference moment, and the values of its rule's slots. */
import { NoMeaning, type Day, type Moment } from "./calendarDay.js";
import type { Bounded, Clock, ClockRange, Days, Length, Recurrence, Times } from "./dateValues.js";
import type { DigitDate, DigitTime } from "./digitDates.js";

export type PartValue =
  | number
  | string
  | Days
  | Clock
  | ClockRange
  | Length
  | Times
  | Recurrence
  | Bounded
  | DigitDate
  | DigitTime;

/** A slot's label and its value. */
export type Capture = readonly [label: string, value: PartValue];

/** Makes the value of a rule; null where its parts do not fit together. */
export type Action = (ref: Reference, parts: PhraseParts, ...rest: string[]) => PartValue | null;

type Kind<V> = abstract new (...values: never[]) => V;

/** When a text was written: dates and times are resolved against it. */
export class Reference {
  constructor(readonly now: Moment) {}

  /** The day of that moment. */
  get today(): Day {
    return this.now.day;
  }
}

/** The values of a rule's slots, by their labels. */
export class PhraseParts {
  readonly #values: ReadonlyMap<string, PartValue>;

  /** @param captures from left to right; of a label twice, the last counts. */
  constructor(captures: readonly Capture[]) {
    this.#values = new Map(captures);
  }

  /** Says whether a slot was filled. */
  has(label: string): boolean {
    return this.#values.has(label);
  }

  /** Returns a slot's value; null where it is not filled or another kind of value is there. */
  get<V>(label: string, kind: Kind<V>): V | null {
    const value = this.#values.get(label);
    return value instanceof kind ? value : null;
  }

  /**
   * Returns a slot's value.
   * @throws NoMeaning - it is none of that kind.
   */
  need<V>(label: string, kind: Kind<V>): V {
    const value = this.get(label, kind);
    if (value === null) throw new NoMeaning(`the slot ${label} has no value of its kind`);
    return value;
  }

  /** Returns a slot's value of any kind, or null. */
  value(label: string): PartValue | null {
    return this.#values.get(label) ?? null;
  }

  /** Returns the number of a slot, which may have a fraction, or null. */
  amount(label: string): number | null {
    const value = this.#values.get(label);
    return typeof value === "number" ? value : null;
  }

  /** Returns a whole number of a slot, or null. */
  number(label: string): number | null {
    const value = this.amount(label);
    return value === null ? null : Math.trunc(value);
  }

  /**
   * Returns a whole number of a slot.
   * @throws NoMeaning - there is none.
   */
  count(label: string): number {
    const value = this.number(label);
    if (value === null) throw new NoMeaning(`the slot ${label} has no number`);
    return value;
  }

  /** Returns a slot's code, or an empty text. */
  text(label: string): string {
    const value = this.#values.get(label);
    return typeof value === "string" ? value : "";
  }
}
