import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { BREEDS, breedOf } from "../../src/breeds/breedCatalogue";
import { dayOf, mondayOf, timeOn, weekOf } from "../../src/game/calendarDay";
import {
  isDone,
  lettersOf,
  questOfDay,
  questOfWeek,
  questPoints,
  questsFulfilledBy,
  type Quest,
} from "../../src/game/quests";
import { rarityOf } from "../../src/game/rarity";
import en from "../../src/locales/en.json";
import type { Catch } from "../../src/storage/userRecords";
import { aCatch, aDog, BEAGLE, NOON, PUG, VIZSLA } from "../sampleRecords";

afterEach(() => vi.unstubAllEnvs());

const TEN_YEARS = 3653;
const TODAY = dayOf({ at: NOON });
const DAYS = Array.from({ length: TEN_YEARS }, (_, at) => TODAY + at);
const nameIn = (file: { breeds: Readonly<Record<string, string>> }) => (id: string) =>
  file.breeds[id]!;
const english = nameIn(en);
const languages = import.meta.glob<typeof en>("../../src/locales/*.json", {
  eager: true,
  import: "default",
});
const MET = [BEAGLE, PUG, VIZSLA];

/** Records of a user who has met three breeds before, and has a dog. */
const veteran = {
  catches: MET.map((breed, n) => aCatch(n, { breed, at: NOON - 5e9 })),
  dogs: [{ ...aDog(9, [9]), at: NOON - 5e9 }],
};
const beginner = { catches: [], dogs: [] };

/** Returns the catches of a user who does their best on a day: one of every breed, in twos. */
function bestDay(day: number, from: number, breeds = BREEDS): Catch[] {
  return breeds.map(({ id }, at) => ({
    ...aCatch(from + at, { breed: id, at: timeOn(day, at % 2 ? 7 : 20), dogs: 2 }),
    guesses: [{ id, score: 0.95 }],
    mine: aDog(9, []).id,
  }));
}

const taskKey = ({ task }: Quest): string => JSON.stringify(task);

describe("quests of ten years", () => {
  it.each([
    ["a beginner", beginner],
    ["a user with a dog and three breeds", veteran],
  ])(
    "can each be done by %s",
    (_, records) => {
      for (const day of DAYS) {
        const catches = [...bestDay(day, 100), ...records.catches];
        const quest = questOfDay(day, { ...records, catches }, english, { at: timeOn(day, 21) });
        expect([day, taskKey(quest), isDone(quest)]).toEqual([day, taskKey(quest), true]);
        if (day % 7 !== 0) continue;
        const breeds = BREEDS.filter(({ id }, at) => MET.includes(id) || at % 8 === 0);
        const week = [0, 1, 2].flatMap((at) =>
          bestDay(mondayOf(weekOf(day)) + at, 1000 * (at + 1), breeds),
        );
        const done = questOfWeek(day, { ...records, catches: [...week, ...records.catches] });
        expect([day, taskKey(done), isDone(done)]).toEqual([day, taskKey(done), true]);
      }
    },
    60_000,
  );

  it("are all undone at the start, and of every kind", () => {
    const kinds = new Set<string>();
    for (const day of DAYS) {
      const quests = [
        questOfDay(day, veteran, english, { at: timeOn(day) }),
        questOfWeek(day, veteran),
      ];
      for (const quest of quests) {
        expect(isDone(quest)).toBe(false);
        kinds.add(`${quest.task.of} ${quest.task.kind}`);
      }
    }
    expect(kinds.size).toBe(12 + 6); // of a week, to meet five known breeds needs more
  });

  it("ask a beginner for no dog of their own and no breed again", () => {
    const asked = new Set(
      DAYS.map((day) => questOfDay(day, beginner, english, { at: 0 }).task.kind),
    );
    expect(asked.has("mine") || asked.has("again")).toBe(false);
  });

  it("ask those who have found nearly all for no new breed", () => {
    const catches = BREEDS.map(({ id }, n) => aCatch(n, { breed: id, at: NOON - 5e9 }));
    for (const day of DAYS.slice(0, 200)) {
      expect(questOfDay(day, { catches, dogs: [] }, english, { at: 0 }).task.kind).not.toBe("new");
      expect(questOfWeek(day, { catches, dogs: [] }).task.kind).not.toBe("new");
    }
  });

  it("are never the same on two days in a row", () => {
    for (const [name, records] of [["veteran", veteran] as const, ["new", beginner] as const]) {
      const tasks = DAYS.map((day) =>
        taskKey(questOfDay(day, records, english, { at: timeOn(day, 12) })),
      );
      const same = tasks.filter((task, at) => task === tasks[at - 1]);
      expect([name, same]).toEqual([name, []]);
    }
  });

  it.each(["Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin", "Pacific/Niue", "UTC"])(
    "are the same in %s, with daylight saving and leap days",
    (zone) => {
      const dates = ["2028-02-29", "2027-03-28", "2026-10-25", "2026-11-01", "2030-12-31"];
      const here = dates.map((date) => new Date(`${date}T12:00`)).map((date) => +date);
      const wanted = here.map((at) =>
        taskKey(questOfDay(dayOf({ at }), beginner, english, { at: 0 })),
      );
      vi.stubEnv("TZ", zone);
      const there = dates.map((date) => +new Date(`${date}T12:00`));
      const found = there.map((at) =>
        taskKey(questOfDay(dayOf({ at }), beginner, english, { at: 0 })),
      );
      expect(found).toEqual(wanted);
    },
  );
});

describe("days", () => {
  it.each(["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu"])(
    "begin and end at midnight in %s, on every day of ten years",
    (zone) => {
      vi.stubEnv("TZ", zone);
      for (const day of DAYS) {
        expect(dayOf({ at: timeOn(day) })).toBe(day);
        expect(dayOf({ at: timeOn(day + 1) - 1 })).toBe(day);
      }
    },
  );

  it("are counted in weeks from Monday on", () => {
    const monday = dayOf({ at: new Date(2026, 5, 1, 12).getTime() });
    expect(weekOf(monday)).toBe(weekOf(monday + 6));
    expect(weekOf(monday - 1)).toBe(weekOf(monday) - 1);
  });
});

describe("a quest of the morning", () => {
  const day = DAYS.find(
    (each) => questOfDay(each, beginner, english, { at: 0 }).task.kind === "early",
  )!;

  it("gives way to a dog of a group at nine", () => {
    const at = (hour: number) =>
      questOfDay(day, beginner, english, { at: timeOn(day, hour) }).task.kind;
    expect([at(8), at(9), at(23)]).toEqual(["early", "group", "group"]);
  });

  it("stays done once it is", () => {
    const records = { catches: [aCatch(1, { at: timeOn(day, 8) })], dogs: [] };
    const quest = questOfDay(day, records, english, { at: timeOn(day, 20) });
    expect([quest.task.kind, isDone(quest)]).toEqual(["early", true]);
  });
});

describe("letters", () => {
  it.each(Object.entries(languages))(
    "of %s begin at least five breeds, two of them frequent",
    (_, file) => {
      const letters = lettersOf(nameIn(file));
      expect(letters.length).toBeGreaterThanOrEqual(5);
      for (const letter of letters) {
        const those = BREEDS.filter(({ id }) =>
          file.breeds[id as keyof typeof file.breeds]
            .normalize("NFD")
            .toUpperCase()
            .startsWith(letter),
        );
        const frequent = those.filter((each) =>
          ["common", "uncommon"].includes(rarityOf(breedOf(each.id)!) ?? ""),
        );
        expect([letter, those.length >= 5, frequent.length >= 2]).toEqual([letter, true, true]);
      }
    },
  );
});

describe("a catch", () => {
  const anyCatches = fc
    .array(
      fc.record({
        breed: fc.constantFrom(...BREEDS.map(({ id }) => id)),
        hours: fc.integer({ min: 0, max: 24 * 60 }),
        dogs: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 40 },
    )
    .map((list) =>
      list
        .map(({ breed, hours, dogs }, n) => aCatch(n, { breed, dogs, at: NOON + hours * 3.6e6 }))
        .sort((a, b) => a.at - b.at),
    );

  it("fulfils a quest once: the points of all catches are those of their quests", () => {
    fc.assert(
      fc.property(anyCatches, (catches) => {
        let sum = 0;
        catches.forEach((each, at) => {
          const records = { catches: catches.slice(0, at + 1), dogs: [] };
          for (const { points } of questsFulfilledBy(each, records, english)) sum += points;
        });
        expect(questPoints({ catches, dogs: [] })).toBe(sum);
      }),
      { numRuns: 200 },
    );
  });

  it("fulfils a quest of a group, and the next one does not", () => {
    const day = DAYS.find((each) => {
      const { task } = questOfDay(each, beginner, english, { at: 0 });
      return task.kind === "group" && task.group === "hound";
    })!;
    const first = aCatch(1, { at: timeOn(day, 12) });
    const second = aCatch(2, { at: timeOn(day, 13) });
    const [done] = questsFulfilledBy(first, { catches: [first], dogs: [] }, english);
    expect([done?.task, done?.points]).toEqual([{ of: "day", kind: "group", group: "hound" }, 50]);
    const after = questsFulfilledBy(second, { catches: [second, first], dogs: [] }, english);
    expect(after.filter(({ task }) => task.of === "day")).toEqual([]);
  });
});

describe("messages", () => {
  it("name every quest", () => {
    const records = {
      catches: [...veteran.catches, ...bestDay(TODAY - 50, 500)],
      dogs: veteran.dogs,
    };
    const keys = DAYS.flatMap((day) =>
      [records, beginner].flatMap((each) =>
        [questOfDay(day, each, english, { at: 0 }), questOfWeek(day, each)].map(({ task }) =>
          task.of === "week"
            ? `quest.week.${task.kind}`
            : `quest.${task.kind}${task.kind === "group" ? `.${task.group}` : ""}`,
        ),
      ),
    );
    expect([...new Set(keys)].filter((key) => !(key in en.texts))).toEqual([]);
  });
});
