import { forceCloseDatabase } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_SETTINGS, NO_RECORDS } from "../../src/storage/userRecords";
import { StorageError } from "../../src/storage/storageErrors";
import type { UserDataStore } from "../../src/storage/userDataStore";
import {
  aCatch,
  aDog,
  aFind,
  allData,
  anExample,
  aPhoto,
  aWalk,
  comparable,
  idOf,
  PUG,
} from "../sampleRecords";
import { FAILURES, fillUp, makeRoom } from "./fullDevice";
import { databaseName, openStore } from "./newStore";

let name: string;
const databases: IDBDatabase[] = [];

beforeEach(() => {
  name = databaseName();
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const each of databases.splice(0)) each.close();
});

/** Opens the app's page once more. */
const page = async (): Promise<UserDataStore> => openStore(name);

/** Opens the database as a later version of the app does. */
async function openLaterVersion(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1000);
    request.onsuccess = () => {
      databases.push(request.result);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error!);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

async function errorCodeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => "none",
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StorageError);
  return (error as StorageError).code;
}

const ALL = {
  catches: [aCatch(1), aCatch(3, { breed: PUG })],
  examples: [anExample(1), anExample(5, { breed: null })],
  dogs: [aDog(9, [7, 8])],
  finds: [aFind(10)],
  walks: [aWalk(11)],
  pictures: [1, 3, 5, 7, 8, 10].map((n) => aPhoto(n)),
};

describe("the user's data", () => {
  it("are written by a new connection where the old one was lost without a word", async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
    const store = await page();
    (transaction.mock.contexts.at(-1) as IDBDatabase).close();
    transaction.mockRestore();
    await store.write(ALL);
    expect(await comparable(await store.photo(idOf(1)))).toEqual(await comparable(aPhoto(1)));
    expect((await page()).value.catches).toHaveLength(2);
  });

  it("keep their photos where the browser refuses Blobs", async () => {
    const { put } = IDBObjectStore.prototype;
    const refusing = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (
      this: IDBObjectStore,
      ...[value, key]
    ) {
      const isBlob = Object.values(value as object).some((each) => each instanceof Blob);
      if (isBlob) throw new DOMException("", "DataCloneError");
      return put.call(this, value, key);
    });
    const store = await page();
    await store.write(ALL);
    await store.write({ pictures: [aPhoto(9)] });
    const later = await page();
    for (const n of [1, 9]) {
      expect(await comparable(await later.photo(idOf(n)))).toEqual(await comparable(aPhoto(n)));
    }
    refusing.mockRestore();
  });

  it("have one husky where an older app had two", async () => {
    const old = "n02109961";
    const store = await page();
    await store.write({
      catches: [aCatch(1, { breed: old, guesses: [{ id: old, score: 0.5 }] })],
      examples: [anExample(2, { breed: "n02110185", not: old })],
    });
    const { catches, examples } = (await page()).value;
    expect([catches[0]!.breed, catches[0]!.guesses[0]!.id]).toEqual(["n02110185", "n02110185"]);
    expect(examples[0]).toMatchObject({ breed: "n02110185", not: null });
  });

  it("are empty at first, with the default settings", async () => {
    const { value } = await page();
    expect(value).toEqual({
      ...NO_RECORDS,
      settings: DEFAULT_SETTINGS,
      error: null,
    });
  });

  it("are the same when the page is opened again, down to each byte of the photos", async () => {
    const first = await page();
    await first.write(ALL);
    await first.setSetting("language", "fr");
    await first.setSetting("welcomed", true);
    const before = await allData(first);
    first.close();
    const second = await page();
    expect(await allData(second)).toEqual(before);
    expect(second.value.settings).toEqual({ ...DEFAULT_SETTINGS, language: "fr", welcomed: true });
    expect(await comparable(await second.photo(idOf(3)))).toEqual(await comparable(aPhoto(3)));
    const hasPhotos = [await second.hasPhoto(idOf(3)), await second.hasPhoto(idOf(4))];
    expect(hasPhotos).toEqual([true, false]);
    expect(await second.photo(idOf(4))).toBeNull();
  });

  it("are listed newest first, before and after they are read again", async () => {
    const store = await page();
    for (const n of [2, 5, 1]) await store.write({ catches: [aCatch(n)] });
    const order = [5, 2, 1].map(idOf);
    expect(store.value.catches.map(({ id }) => id)).toEqual(order);
    expect((await page()).value.catches.map(({ id }) => id)).toEqual(order);
  });

  it("are replaced by records with the same id, and can be removed", async () => {
    const store = await page();
    await store.write(ALL);
    await store.write({ catches: [aCatch(1, { breed: PUG, by: "user" })] });
    await store.write({ remove: { catches: [idOf(3)], dogs: [idOf(9)], pictures: [idOf(7)] } });
    expect(store.value.catches).toEqual([aCatch(1, { breed: PUG, by: "user" })]);
    expect([store.value.dogs, store.value.examples.length]).toEqual([[], 2]);
    expect(await store.hasPhoto(idOf(7))).toBe(false);
    expect(await allData(await page())).toEqual(await allData(store));
  });

  it("hold a record once that is written twice in one change", async () => {
    const store = await page();
    await store.write({ catches: [aCatch(1), aCatch(1, { breed: PUG })] });
    expect(store.value.catches).toEqual([aCatch(1, { breed: PUG })]);
  });
});

it("a snapshot changes only with a write, and the lists that were not written stay", async () => {
  const store = await page();
  const listener = vi.fn();
  const unsubscribe = store.subscribe(listener);
  const empty = store.value;
  expect(store.value).toBe(empty);
  await store.write({ catches: [aCatch(1)] });
  expect(listener).toHaveBeenCalled();
  expect([empty.catches, store.value.catches]).toEqual([[], [aCatch(1)]]);
  expect(store.value.dogs).toBe(empty.dogs);
  unsubscribe();
  const calls = listener.mock.calls.length;
  await store.write({ catches: [aCatch(2)] });
  expect(listener).toHaveBeenCalledTimes(calls);
});

describe("a change is written whole or not at all", () => {
  it.each(FAILURES)("when the device is full and %s", async (failure) => {
    const store = await page();
    await store.write({ catches: [aCatch(20)], pictures: [aPhoto(20)] });
    const { value } = store;
    const before = await allData(store);
    fillUp(failure);
    expect(await errorCodeOf(store.write(ALL))).toBe("full");
    makeRoom();
    expect(store.value).toBe(value);
    expect(await allData(await page())).toEqual(before);
    expect(await store.hasPhoto(idOf(1))).toBe(false);
    await store.write(ALL);
    expect((await page()).value.catches).toHaveLength(3);
  });

  it("when one of its records can't be stored", async () => {
    const store = await page();
    const broken = { ...aPhoto(2), id: undefined as never };
    const change = { ...ALL, pictures: [aPhoto(1), broken] };
    expect(await errorCodeOf(store.write(change))).toBe("failed");
    expect(store.value.catches).toEqual([]);
    expect((await page()).value).toMatchObject(NO_RECORDS);
    expect(await store.hasPhoto(idOf(1))).toBe(false);
  });
});

describe("two pages", () => {
  it("follow each other's writes, settings and deletions", async () => {
    const [one, other] = [await page(), await page()];
    await one.write(ALL);
    await vi.waitFor(() => expect(other.value.catches).toHaveLength(2));
    expect(await allData(other)).toEqual(await allData(one));
    await other.write({ remove: { catches: [idOf(1)] } });
    await vi.waitFor(() => expect(one.value.catches).toHaveLength(1));
    await other.setSetting("theme", "dark");
    await vi.waitFor(() => expect(one.value.settings.theme).toBe("dark"));
    await one.clear();
    await vi.waitFor(() => expect(other.value.catches).toEqual([]));
  });

  it("do not lose each other's writes", async () => {
    const [one, other] = [await page(), await page()];
    const writes = Array.from({ length: 20 }, (_, n) =>
      (n % 2 ? one : other).write({ catches: [aCatch(n)] }),
    );
    await Promise.all(writes);
    for (const each of [one, other]) {
      await vi.waitFor(() => expect(each.value.catches).toHaveLength(20));
    }
  });

  it("share nothing with a page of another database", async () => {
    const one = await page();
    const otherName = databaseName();
    const stranger = await openStore(otherName);
    await one.write(ALL);
    await stranger.write({ catches: [aCatch(30)] });
    expect((await openStore(otherName)).value.catches).toEqual([aCatch(30)]);
    expect(one.value.catches).toHaveLength(2);
  });
});

describe("the error", () => {
  it("is `newer` after a later version of the app was here, and nothing is written", async () => {
    (await openLaterVersion()).close();
    const store = await page();
    expect(store.value.error).toBe("newer");
    expect(await errorCodeOf(store.write(ALL))).toBe("newer");
    expect(store.value.catches).toEqual([]);
  });

  it("is `newer` when a later version opens beside this page, which gives way", async () => {
    const store = await page();
    await store.write(ALL);
    const later = await openLaterVersion();
    expect(store.value.error).toBe("newer");
    expect(store.value.catches).toHaveLength(2);
    const code = await errorCodeOf(store.write({ catches: [aCatch(6)] }));
    expect(["newer", "closed"]).toContain(code);
    const stored = later.transaction("catches").objectStore("catches").count();
    await vi.waitFor(() => expect(stored.readyState).toBe("done"));
    expect(stored.result).toBe(2);
  });

  it("is `closed` when the browser closes the database, and once more after that", async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
    const store = await page();
    await store.write(ALL);
    const [database] = transaction.mock.contexts;
    transaction.mockClear();
    forceCloseDatabase(database as never);
    await vi.waitFor(() => expect(transaction).toHaveBeenCalled());
    await store.write({ catches: [aCatch(6)] });
    expect([store.value.error, store.value.catches.length]).toEqual([null, 3]);
    await store.write({ remove: { catches: [idOf(6)] } });
    const again = transaction.mock.contexts.at(-1);
    transaction.mockRestore();
    forceCloseDatabase(again as never);
    await vi.waitFor(() => expect(store.value.error).toBe("closed"));
    expect(await errorCodeOf(store.write({ catches: [aCatch(6)] }))).toBe("closed");
    expect(store.value.catches).toHaveLength(2);
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
  ])("is `unavailable` where %s, and the data last as long as the page", async (_, indexedDb) => {
    vi.stubGlobal("indexedDB", indexedDb);
    const store = await page();
    expect(store.value.error).toBe("unavailable");
    await store.write(ALL);
    await store.setSetting("places", true);
    expect(store.value.catches).toHaveLength(2);
    expect(store.value.settings.places).toBe(true);
    expect(await comparable(await store.photo(idOf(1)))).toEqual(await comparable(aPhoto(1)));
    await store.write({ remove: { catches: [idOf(1)], pictures: [idOf(1)] } });
    expect([store.value.catches.length, await store.hasPhoto(idOf(1))]).toEqual([1, false]);
    await store.clear();
    expect([store.value.catches, await store.photo(idOf(3))]).toEqual([[], null]);
    expect((await page()).value.catches).toEqual([]);
  });
});

it("tells once that what failed would succeed: with photos, where photos were refused", async () => {
  const store = await page();
  const tell = vi.fn();
  const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("", "QuotaExceededError");
  });
  expect(await errorCodeOf(store.write({ pictures: [aPhoto(1)] }))).toBe("full");
  store.onceStored(tell);
  put.mockRestore();
  await store.write({ catches: [aCatch(6)] });
  expect(tell).not.toHaveBeenCalled();
  await store.write({ pictures: [aPhoto(1)] });
  await store.write({ pictures: [aPhoto(2)] });
  expect(tell).toHaveBeenCalledTimes(1);
});

it("deleting everything leaves the settings", async () => {
  const store = await page();
  await store.write(ALL);
  await store.setSetting("sound", false);
  await store.clear();
  for (const each of [store, await page()]) {
    expect(each.value).toMatchObject(NO_RECORDS);
    expect(each.value.settings).toEqual({ ...DEFAULT_SETTINGS, sound: false });
    expect(await each.hasPhoto(idOf(1))).toBe(false);
  }
});
