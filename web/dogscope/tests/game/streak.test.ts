import { describe, expect, it } from "vitest";
import { dayOf, timeOn } from "../../src/game/calendarDay";
import { streakOf, weekDays } from "../../src/game/streak";

const MONDAY = dayOf({ at: new Date(2026, 5, 1, 12).getTime() });

/** Returns catches of some days before today, `x` for a day with one; today is the last. */
function on(days: string): { at: number }[] {
  return [...days].flatMap((each, at) =>
    each === "x" ? [{ at: timeOn(MONDAY - days.length + 1 + at, 12) }] : [],
  );
}

describe("a streak", () => {
  it.each([
    ["", 0, 0],
    ["x", 1, 0],
    ["x.", 1, 0],
    ["xxx", 3, 0],
    ["xx.xxx", 5, 1],
    ["xxx..", 3, 1],
    ["xxx...", 0, 0],
    ["xx..xx", 2, 0],
    ["x.x.x", 2, 1],
    ["x.xxxxxx.x", 8, 2],
    ["x.xxxxx.x", 6, 1],
  ])("of the days %s has %i days with a dog, and %i off", (days, caught, off) => {
    expect(streakOf(on(days), MONDAY)).toEqual({ days: caught, off });
  });

  it("shows its week from Monday to Sunday", () => {
    const states = weekDays(on("x"), MONDAY).map(({ state }) => state);
    expect(states).toEqual(["caught", ...Array<string>(6).fill("later")]);
    const onWednesday = weekDays(on("x"), MONDAY + 2).map(({ state }) => state);
    expect(onWednesday).toEqual(["caught", "none", "today", "later", "later", "later", "later"]);
  });
});
