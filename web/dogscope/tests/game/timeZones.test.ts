import { afterEach, describe, expect, it, vi } from "vitest";
import { badgesOf } from "../../src/game/badges";
import { dayOf, hourOf } from "../../src/game/calendarDay";
import { totalPoints } from "../../src/game/levels";
import { questPoints } from "../../src/game/quests";
import { streakOf } from "../../src/game/streak";
import { timeNow } from "../../src/storage/recordTime";
import { NO_RECORDS } from "../../src/storage/userRecords";
import { aCatch, aDog, aFind, BEAGLE, HOUR, NOON, PUG, VIZSLA } from "../sampleRecords";

afterEach(() => vi.unstubAllEnvs());

const ZONES = ["Pacific/Kiritimati", "Europe/Berlin", "America/Los_Angeles", "Pacific/Niue"];
/** Minutes east of UTC. */
const [TOKYO, PARIS, HONOLULU] = [540, 120, -600];

/** Catches of forty days, near midnight and in the morning, on a journey round the world. */
const catches = Array.from({ length: 240 }, (_, n) =>
  aCatch(n, {
    at: NOON + n * 4 * HOUR,
    offset: [PARIS, TOKYO, HONOLULU][Math.floor(n / 80)]!,
    breed: [BEAGLE, PUG, VIZSLA, BEAGLE][n % 4]!,
  }),
);
const records = {
  ...NO_RECORDS,
  catches,
  finds: [1, 2, 3, 4].map((n) => aFind(n, { at: NOON + n * HOUR, offset: TOKYO })),
  dogs: [{ ...aDog(9, [9]), at: NOON + 11 * HOUR, offset: TOKYO }],
};

describe("records with their clock", () => {
  it("give the same points, badges and streak in every time zone", () => {
    const results = ZONES.map((zone) => {
      vi.stubEnv("TZ", zone);
      const streak = streakOf(catches, dayOf(catches.at(-1)!));
      return [totalPoints(records), questPoints(records), badgesOf(records), streak];
    });
    for (const each of results) expect(each).toEqual(results[0]);
    expect(results[0]![1]).toBeGreaterThan(0);
  });

  it("of before, without one, are counted by the clock of this device", () => {
    const at = Date.UTC(2026, 5, 1, 23, 30);
    vi.stubEnv("TZ", "Asia/Tokyo");
    expect(dayOf({ at, offset: null })).toBe(dayOf({ at, offset: TOKYO }));
    expect(hourOf({ at, offset: null })).toBe(8);
    vi.stubEnv("TZ", "UTC");
    expect(dayOf({ at, offset: null })).toBe(dayOf({ at, offset: TOKYO }) - 1);
    expect(hourOf({ at, offset: null })).toBe(23);
  });

  it.each([
    ["America/St_Johns", new Date(Date.UTC(2026, 0, 1)), -210],
    ["Asia/Kathmandu", new Date(Date.UTC(2026, 0, 1)), 345],
    ["Europe/Berlin", new Date(Date.UTC(2026, 6, 1)), 120],
    ["UTC", new Date(Date.UTC(2026, 0, 1)), 0],
  ])("have that of %s as minutes east of UTC", (zone, now, offset) => {
    vi.stubEnv("TZ", zone);
    vi.useFakeTimers({ now });
    expect(timeNow()).toEqual({ at: +now, offset });
    vi.useRealTimers();
  });

  it("count a day once that was begun twice, over the date line", () => {
    for (let week = 0; week < 30; week++) {
      const sunday = Date.UTC(2026, 5, 7, 13) + week * 7 * 24 * HOUR; // ten in the evening in Tokyo
      const before = [
        aCatch(1, { at: sunday, offset: TOKYO }),
        aCatch(2, { at: sunday + 10 * HOUR, offset: TOKYO }), // on Monday
      ];
      const again = aCatch(3, { at: sunday + 17 * HOUR, offset: HONOLULU }); // on Sunday, at eight
      expect(dayOf(again)).toBe(dayOf(before[0]!));
      const without = aCatch(3, { at: sunday + HOUR, offset: TOKYO });
      expect(questPoints({ catches: [...before, again], dogs: [] })).toBe(
        questPoints({ catches: [...before, without], dogs: [] }),
      );
    }
  });
});
