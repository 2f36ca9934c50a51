import { afterEach, describe, expect, it, vi } from "vitest";
import { BREEDS, GROUPS } from "../../src/breeds/breedCatalogue";
import { ANIMALS, type Animal } from "../../src/storage/animals";
import { NO_RECORDS, type Catch } from "../../src/storage/userRecords";
import { badgesOf, longestStreak } from "../../src/game/badges";
import { rarityOf } from "../../src/game/rarity";
import en from "../../src/locales/en.json";
import { aCatch, aDog, aFind, anExample, BEAGLE, DINGO, PUG } from "../sampleRecords";

afterEach(() => vi.unstubAllEnvs());

/** Returns a badge's progress. */
function badge(key: string, catches: readonly Catch[] = []): [have: number, need: number] {
  const { have, need } = badgesOf({ ...NO_RECORDS, catches }).find((each) => each.key === key)!;
  return [have, need];
}

const caught = (breeds: readonly string[]): Catch[] =>
  breeds.map((breed, n) => aCatch(n, { breed }));

describe("badges", () => {
  it("are all unearned at the start, and have their messages", () => {
    const badges = badgesOf(NO_RECORDS);
    expect(badges.every(({ have, need }) => have === 0 && need > 0)).toBe(true);
    const keys = badges.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const texts = keys.flatMap((key) => [`badge.${key}`, `badge.${key}.how`]);
    expect(texts.filter((key) => !(key in en.texts))).toEqual([]);
  });

  it("count breeds and not catches, and no more than they need", () => {
    expect(badge("first", caught([BEAGLE, BEAGLE]))).toEqual([1, 1]);
    expect(badge("five", caught([BEAGLE, BEAGLE, PUG]))).toEqual([2, 5]);
    const all = caught(BREEDS.map(({ id }) => id));
    for (const { key, have, need } of badgesOf({ ...NO_RECORDS, catches: all })) {
      expect(have).toBeLessThanOrEqual(need);
      if (!["again", "streak", "early", "teacher", "home", "mix", "zoo"].includes(key)) {
        expect([key, have]).toEqual([key, need]);
      }
    }
  });

  it("are earned for one breed of each tame group, and for a whole group", () => {
    const of = (group: string) => BREEDS.filter((breed) => breed.group === group);
    const one = GROUPS.map((group) => of(group)[0]!.id);
    expect(badge("groups", caught(one))).toEqual([7, 7]);
    expect(badge("groups", caught([BEAGLE, DINGO]))).toEqual([1, 7]);
    const toys = of("toy").map(({ id }) => id);
    expect(badge("group", caught(toys))).toEqual([toys.length, toys.length]);
    const [have, need] = badge("group", caught(toys.slice(1)));
    expect(have).toBe(need - 1);
  });

  it("are earned for rare breeds, for the same breed again, and for an early catch", () => {
    vi.stubEnv("TZ", "UTC");
    const rare = BREEDS.filter((breed) => rarityOf(breed) === "epic").map(({ id }) => id);
    expect(badge("rare", caught([...rare.slice(0, 2), BEAGLE]))).toEqual([2, 3]);
    expect(badge("again", caught([PUG, ...Array<string>(7).fill(BEAGLE)]))).toEqual([7, 10]);
    const at = (hour: number, minute: number) => [
      aCatch(1, { at: Date.UTC(2026, 5, 1, hour, minute) }),
    ];
    expect(badge("early", at(7, 59))).toEqual([1, 1]);
    expect(badge("early", at(8, 0))).toEqual([0, 1]);
  });

  it("are earned for corrections and for an own dog", () => {
    const examples = [1, 2, 3].map((n) => anExample(n));
    const badges = badgesOf({ ...NO_RECORDS, examples, dogs: [aDog(9, [1])] });
    expect(badges.find(({ key }) => key === "teacher")).toMatchObject({ have: 3, need: 5 });
    expect(badges.find(({ key }) => key === "home")).toMatchObject({ have: 1, need: 1 });
  });
});

describe("badges for what is no pure breed", () => {
  it("are earned for mixed breeds, which are no breeds of the others", () => {
    const mixes = [1, 2, 3].map((n) => aCatch(n, { mix: [BEAGLE, PUG] }));
    expect(badge("mix", mixes)).toEqual([3, 3]);
    expect([badge("five", mixes), badge("again", mixes)]).toEqual([
      [0, 5],
      [0, 10],
    ]);
    expect(badge("mix", caught([BEAGLE]))).toEqual([0, 3]);
  });

  it("are earned for kinds of other animals, and not for each animal", () => {
    const zoo = (animals: readonly Animal[]) => {
      const finds = animals.map((animal, n) => aFind(n, { animal }));
      return badgesOf({ ...NO_RECORDS, finds }).find(({ key }) => key === "zoo");
    };
    expect(zoo(["cat", "cat", "bird"])).toMatchObject({ have: 2, need: 3 });
    expect(zoo(["hotdog", "cat"])).toMatchObject({ have: 1, need: 3 }); // it is no animal
    expect(zoo(ANIMALS)).toMatchObject({ have: 3, need: 3 }); // it can be earned
  });
});

describe("the longest streak", () => {
  const at = (...times: number[]) => times.map((each) => ({ at: each }));

  it("counts days in a row, and each day once", () => {
    vi.stubEnv("TZ", "UTC");
    const day = (n: number, hour = 12) => Date.UTC(2026, 5, n, hour);
    expect(longestStreak([])).toBe(0);
    expect(longestStreak(at(day(3)))).toBe(1);
    expect(longestStreak(at(day(3), day(3, 20), day(4), day(1), day(9), day(8), day(7)))).toBe(3);
    expect(longestStreak(at(day(1, 0), day(1, 23)))).toBe(1);
    expect(longestStreak(at(day(1, 23), day(2, 0)))).toBe(2);
  });

  it("changes the day at the user's own midnight", () => {
    // Half past eleven at night, and half past midnight, in Los Angeles; one day in Greenwich.
    const [late, later] = [Date.UTC(2026, 5, 2, 6, 30), Date.UTC(2026, 5, 2, 7, 30)];
    vi.stubEnv("TZ", "America/Los_Angeles");
    expect(longestStreak(at(late, later))).toBe(2);
    vi.stubEnv("TZ", "UTC");
    expect(longestStreak(at(late, later))).toBe(1);
  });

  it.each([
    ["Europe/Paris", 2026, 2, 29], // a day of 23 hours
    ["Europe/Paris", 2026, 9, 25], // one of 25
    ["America/Sao_Paulo", 2018, 10, 4], // a day without its midnight
    ["Australia/Lord_Howe", 2026, 3, 5], // by half an hour
  ])("goes on over a change of the clocks: %s %i", (zone, year, month, change) => {
    vi.stubEnv("TZ", zone);
    for (const [hour, minute] of [
      [0, 5],
      [2, 30],
      [12, 0],
      [23, 55],
    ] as const) {
      const days = [-2, -1, 0, 1, 2].map((n) =>
        new Date(year, month, change + n, hour, minute).getTime(),
      );
      expect(new Date(days[0]!).getTimezoneOffset()).not.toBe(
        new Date(days[4]!).getTimezoneOffset(),
      );
      expect(longestStreak(at(...days))).toBe(5);
      expect(longestStreak(at(...days.filter((_, n) => n !== 2)))).toBe(2);
    }
  });
});
