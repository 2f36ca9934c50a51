import "fake-indexeddb/auto";
import { forceCloseDatabase } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KeepingError } from "../../src/storage/storageErrors";
import { Keeper } from "../../src/storage/userDataStore";
import { DEFAULTS } from "../../src/storage/records";
import { aCatch, aDog, anExample, aPicture, everything, key, PUG, told } from "../sampleRecords";
import { fillUp, makeRoom, WAYS } from "./fullDevice";

let name: string;
const opened: { close(): void }[] = [];

beforeEach(() => {
  name = `keeper ${crypto.randomUUID()}`;
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const each of opened.splice(0)) each.close();
});

/** A page of the app. */
async function page(): Promise<Keeper> {
  const keeper = new Keeper(name);
  opened.push(keeper);
  await keeper.open();
  return keeper;
}

/** Opens the database as a later version of the app does. */
async function openLater(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1000);
    request.onsuccess = () => {
      opened.push(request.result);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error!);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

async function troubleOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => "none",
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(KeepingError);
  return (error as KeepingError).trouble;
}

const ALL = {
  catches: [aCatch(1), aCatch(3, { breed: PUG })],
  examples: [anExample(1), anExample(5, { breed: null })],
  dogs: [aDog(9, [7, 8])],
  pictures: [1, 3, 5, 7, 8].map((n) => aPicture(n)),
};

describe("what is kept", () => {
  it("is nothing at first, with the settings as they come", async () => {
    const { kept } = await page();
    expect(kept).toEqual({
      catches: [],
      examples: [],
      dogs: [],
      settings: DEFAULTS,
      trouble: null,
    });
  });

  it("is there again when the page is opened again, its photos to the byte", async () => {
    const first = await page();
    await first.write(ALL);
    await first.set("language", "fr");
    await first.set("welcomed", true);
    const before = await everything(first);
    first.close();
    const second = await page();
    expect(await everything(second)).toEqual(before);
    expect(second.kept.settings).toEqual({ ...DEFAULTS, language: "fr", welcomed: true });
    expect(await told(await second.picture(key(3)))).toEqual(await told(aPicture(3)));
    expect([await second.hasPicture(key(3)), await second.hasPicture(key(4))]).toEqual([
      true,
      false,
    ]);
    expect(await second.picture(key(4))).toBeNull();
  });

  it("is shown newest first, also before it is read again", async () => {
    const keeper = await page();
    for (const n of [2, 5, 1]) await keeper.write({ catches: [aCatch(n)] });
    const order = [5, 2, 1].map(key);
    expect(keeper.kept.catches.map(({ id }) => id)).toEqual(order);
    expect((await page()).kept.catches.map(({ id }) => id)).toEqual(order);
  });

  it("is replaced by what has the same key, and removed", async () => {
    const keeper = await page();
    await keeper.write(ALL);
    await keeper.write({ catches: [aCatch(1, { breed: PUG, by: "user" })] });
    await keeper.write({ remove: { catches: [key(3)], dogs: [key(9)], pictures: [key(7)] } });
    expect(keeper.kept.catches).toEqual([aCatch(1, { breed: PUG, by: "user" })]);
    expect([keeper.kept.dogs, keeper.kept.examples.length]).toEqual([[], 2]);
    expect(await keeper.hasPicture(key(7))).toBe(false);
    expect(await everything(await page())).toEqual(await everything(keeper));
  });

  it("is there once, though it is written twice at once", async () => {
    const keeper = await page();
    await keeper.write({ catches: [aCatch(1), aCatch(1, { breed: PUG })] });
    expect(keeper.kept.catches).toEqual([aCatch(1, { breed: PUG })]);
  });
});

describe("a snapshot", () => {
  it("changes when something was written, and then only", async () => {
    const keeper = await page();
    const listener = vi.fn();
    const end = keeper.subscribe(listener);
    const empty = keeper.kept;
    expect(keeper.kept).toBe(empty);
    await keeper.write({ catches: [aCatch(1)] });
    expect(listener).toHaveBeenCalled();
    expect([empty.catches, keeper.kept.catches]).toEqual([[], [aCatch(1)]]);
    expect(keeper.kept.dogs).toBe(empty.dogs);
    end();
    const calls = listener.mock.calls.length;
    await keeper.write({ catches: [aCatch(2)] });
    expect(listener).toHaveBeenCalledTimes(calls);
  });
});

describe("all of a write, or nothing:", () => {
  it.each(WAYS)("the device is full, and %s", async (way) => {
    const keeper = await page();
    await keeper.write({ catches: [aCatch(20)], pictures: [aPicture(20)] });
    const { kept } = keeper;
    const before = await everything(keeper);
    fillUp(way);
    expect(await troubleOf(keeper.write(ALL))).toBe("full");
    makeRoom();
    expect(keeper.kept).toBe(kept);
    expect(await everything(await page())).toEqual(before);
    expect(await keeper.hasPicture(key(1))).toBe(false);
    await keeper.write(ALL); // there is room again
    expect((await page()).kept.catches).toHaveLength(3);
  });

  it("one of the records can't be kept", async () => {
    const keeper = await page();
    const broken = { ...aPicture(2), id: undefined as never };
    expect(await troubleOf(keeper.write({ ...ALL, pictures: [aPicture(1), broken] }))).toBe(
      "failed",
    );
    expect(keeper.kept.catches).toEqual([]);
    expect((await page()).kept).toMatchObject({ catches: [], examples: [], dogs: [] });
    expect(await keeper.hasPicture(key(1))).toBe(false);
  });
});

describe("two pages", () => {
  it("see what the other writes, sets and clears", async () => {
    const [one, other] = [await page(), await page()];
    await one.write(ALL);
    await vi.waitFor(() => expect(other.kept.catches).toHaveLength(2));
    expect(await everything(other)).toEqual(await everything(one));
    await other.write({ remove: { catches: [key(1)] } });
    await vi.waitFor(() => expect(one.kept.catches).toHaveLength(1));
    await other.set("theme", "dark");
    await vi.waitFor(() => expect(one.kept.settings.theme).toBe("dark"));
    await one.clear();
    await vi.waitFor(() => expect(other.kept.catches).toEqual([]));
  });

  it("don't lose each other's writes", async () => {
    const [one, other] = [await page(), await page()];
    const writes = Array.from({ length: 20 }, (_, n) =>
      (n % 2 ? one : other).write({ catches: [aCatch(n)] }),
    );
    await Promise.all(writes);
    for (const each of [one, other]) {
      await vi.waitFor(() => expect(each.kept.catches).toHaveLength(20));
    }
  });

  it("that share a database share nothing with another one", async () => {
    const one = await page();
    name = `keeper ${crypto.randomUUID()}`;
    const stranger = await page();
    await one.write(ALL);
    await stranger.write({ catches: [aCatch(30)] });
    expect((await page()).kept.catches).toEqual([aCatch(30)]);
    expect(one.kept.catches).toHaveLength(2);
  });
});

describe("trouble", () => {
  it("is `newer` where a later version was there before, and nothing is written", async () => {
    (await openLater()).close();
    const keeper = await page();
    expect(keeper.kept.trouble).toBe("newer");
    expect(await troubleOf(keeper.write(ALL))).toBe("newer");
    expect(keeper.kept.catches).toEqual([]);
  });

  it("is `newer` where a later version is opened beside this page, which lets it", async () => {
    const keeper = await page();
    await keeper.write(ALL);
    const later = await openLater();
    expect(keeper.kept.trouble).toBe("newer");
    expect(keeper.kept.catches).toHaveLength(2);
    expect(["newer", "closed"]).toContain(await troubleOf(keeper.write({ catches: [aCatch(6)] })));
    const stored = later.transaction("catches").objectStore("catches").count();
    await vi.waitFor(() => expect(stored.readyState).toBe("done"));
    expect(stored.result).toBe(2);
  });

  it("is `closed` where the browser closes the database", async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
    const keeper = await page();
    await keeper.write(ALL);
    const [database] = transaction.mock.contexts;
    transaction.mockRestore();
    forceCloseDatabase(database as never);
    await vi.waitFor(() => expect(keeper.kept.trouble).toBe("closed"));
    expect(await troubleOf(keeper.write({ catches: [aCatch(6)] }))).toBe("closed");
    expect(keeper.kept.catches).toHaveLength(2);
  });

  it.each([
    ["there is no database", undefined],
    [
      "the database is refused",
      {
        open: () => {
          throw new DOMException("", "SecurityError");
        },
      },
    ],
  ])("is `unavailable` where %s, and all lasts as long as the page", async (_, there) => {
    vi.stubGlobal("indexedDB", there);
    const keeper = await page();
    expect(keeper.kept.trouble).toBe("unavailable");
    await keeper.write(ALL);
    await keeper.set("places", true);
    expect(keeper.kept.catches).toHaveLength(2);
    expect(keeper.kept.settings.places).toBe(true);
    expect(await told(await keeper.picture(key(1)))).toEqual(await told(aPicture(1)));
    await keeper.write({ remove: { catches: [key(1)], pictures: [key(1)] } });
    expect([keeper.kept.catches.length, await keeper.hasPicture(key(1))]).toEqual([1, false]);
    await keeper.clear();
    expect([keeper.kept.catches, await keeper.picture(key(3))]).toEqual([[], null]);
    expect((await page()).kept.catches).toEqual([]);
  });
});

describe("to delete everything", () => {
  it("leaves the settings", async () => {
    const keeper = await page();
    await keeper.write(ALL);
    await keeper.set("sound", false);
    await keeper.clear();
    for (const each of [keeper, await page()]) {
      expect(each.kept).toMatchObject({ catches: [], examples: [], dogs: [] });
      expect(each.kept.settings).toEqual({ ...DEFAULTS, sound: false });
      expect(await each.hasPicture(key(1))).toBe(false);
    }
  });
});
