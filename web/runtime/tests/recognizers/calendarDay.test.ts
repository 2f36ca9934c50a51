import fc from "fast-check";
import { expect, test } from "vitest";
import {
  dateOf,
  dayOn,
  fieldsOf,
  isoMoment,
  isoWeek,
  midnight,
  mondayOf,
  Moment,
  NoMeaning,
  plusDays,
  plusSeconds,
  weekdayOf,
} from "../../src/recognizers/dates/calendarDay.js";
import { addMonths, easter } from "../../src/recognizers/dates/dayArithmetic.js";

const LAST = dateOf(9999, 12, 31);
const DAYS = fc.integer({ min: 1, max: LAST });
/** A day as JavaScript's own calendar has it. */
const own = (day: number) =>
  new Date(Date.UTC(2000, 0, 1) + (day - dateOf(2000, 1, 1)) * 86_400_000);

test("days are those of JavaScript's calendar, whatever the century", () => {
  fc.assert(
    fc.property(DAYS, (day) => {
      const { year, month, day: ofMonth } = fieldsOf(day);
      const date = own(day);
      expect([year, month, ofMonth]).toEqual([
        ...[date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()],
      ]);
      expect(weekdayOf(day)).toBe((date.getUTCDay() + 6) % 7);
      expect(dateOf(year, month, ofMonth)).toBe(day);
    }),
  );
  expect(dayOn(2023, 2, 29)).toBeNull();
  expect(dayOn(2000, 2, 29)).not.toBeNull();
});

test("a week of ISO 8601 begins on its Monday", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: LAST - 10 }), (day) => {
      const { year, week } = isoWeek(day);
      const monday = mondayOf(year, week);
      expect(day - monday).toBe(weekdayOf(day));
    }),
  );
  expect(isoWeek(dateOf(2021, 1, 3))).toEqual({ year: 2020, week: 53 });
  expect(() => mondayOf(2021, 53)).toThrow(NoMeaning);
});

test("moments count seconds and parts of them, over midnight too", () => {
  fc.assert(
    fc.property(DAYS, fc.integer({ min: -1e6, max: 1e6 }), (day, seconds) => {
      fc.pre(day > 20 && day < LAST - 20);
      const later = plusSeconds(midnight(day), seconds);
      const date = new Date(own(day).getTime() + seconds * 1000);
      expect(isoMoment(later)).toMatch(date.toISOString().replace(/^\+?0*|\..*$/g, ""));
    }),
  );
  const half = plusSeconds(new Moment(1, 0), 1.5);
  expect([half.seconds, half.micros]).toEqual([1, 1_500_000]);
});

test("what is beyond the calendar means nothing", () => {
  expect(() => plusDays(LAST, 1)).toThrow(NoMeaning);
  expect(() => addMonths(dateOf(9999, 12, 1), 1)).toThrow(NoMeaning);
  expect(() => plusSeconds(midnight(1), 1e300)).toThrow(NoMeaning);
});

test("a month later is the last day of a shorter month, and Easter is a Sunday in spring", () => {
  expect(addMonths(dateOf(2024, 1, 31), 1)).toBe(dateOf(2024, 2, 29));
  expect(addMonths(dateOf(2024, 3, 31), -13)).toBe(dateOf(2023, 2, 28));
  expect([2024, 2025, 2038].map(easter)).toEqual([
    ...[dateOf(2024, 3, 31), dateOf(2025, 4, 20), dateOf(2038, 4, 25)],
  ]);
});
