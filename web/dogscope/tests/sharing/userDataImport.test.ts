import fc from "fast-check";
import { strToU8, unzipSync, Zip, ZipDeflate, ZipPassThrough, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ArchiveError, FORMAT } from "../../src/sharing/archiveFormat";
import { exportUserData } from "../../src/sharing/userDataExport";
import { importUserData } from "../../src/sharing/userDataImport";
import { StorageError } from "../../src/storage/storageErrors";
import type { Change, UserDataStore } from "../../src/storage/userDataStore";
import { NO_RECORDS } from "../../src/storage/userRecords";
import {
  aCatch,
  aDog,
  allData,
  anExample,
  aPhoto,
  BEAGLE,
  comparable,
  idOf,
  PUG,
} from "../sampleRecords";
import { fillUp, makeRoom } from "../storage/fullDevice";
import { openStore, storeWith } from "../storage/newStore";
import { ALL, archiveOf, jpegFiles, listingOf, PLACE, zipOf, type Json } from "./archives";
import { expectWellFormed } from "./wellFormed";

/** Imports into an empty store, whose records must be well-formed; returns it, or the error code. */
async function imported(zip: Blob): Promise<UserDataStore | string> {
  const store = await openStore();
  let code: string | null = null;
  try {
    await importUserData(zip, store);
  } catch (error) {
    expect(error).toBeInstanceOf(ArchiveError);
    code = (error as ArchiveError).code;
    expect(store.value).toMatchObject(NO_RECORDS);
  }
  await expectWellFormed(store);
  return code ?? store;
}

const clone = (): Json => JSON.parse(JSON.stringify(listingOf())) as Json;

/** Packs an export as Finder does: with its folder, data descriptors, and files of macOS. */
function packedByFinder(files: Record<string, Uint8Array>): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(new Uint8Array(part));
  });
  const add = (name: string, content: Uint8Array): void => {
    const file = name.endsWith("/") ? new ZipPassThrough(name) : new ZipDeflate(name);
    zip.add(file);
    file.push(content, true);
  };
  const folder = "dog-scope-2026-11-28";
  add(`${folder}/`, new Uint8Array());
  add(`${folder}/.DS_Store`, strToU8("Bud1"));
  for (const [name, content] of Object.entries(files)) {
    add(`${folder}/${name}`, content);
    add(`__MACOSX/${folder}/${name.replace(/[^/]*$/, "._$&")}`, strToU8("Mac OS X"));
  }
  zip.end();
  return new Blob(parts);
}

describe("an export that was unpacked and packed again", () => {
  it("is imported like the export", async () => {
    const zip = await exportUserData(await storeWith(ALL));
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    const again = (await imported(packedByFinder(files))) as UserDataStore;
    expect(await allData(again)).toEqual(await allData(await storeWith(ALL)));
  });

  it("is imported from a folder within folders", async () => {
    const files = { ...(await jpegFiles()), "dogscope.json": strToU8(JSON.stringify(listingOf())) };
    const zip = zipSync({ Downloads: { "dog-scope": files, "notes.txt": strToU8("woof") } });
    const { value } = (await imported(new Blob([zip]))) as UserDataStore;
    expect(value.catches).toHaveLength(2);
  });

  it("is refused beside another one, for one of them is meant", async () => {
    const files = { ...(await jpegFiles()), "dogscope.json": strToU8(JSON.stringify(listingOf())) };
    expect(await imported(new Blob([zipSync({ one: files, two: files })]))).toBe("not-ours");
  });

  it("counts for nothing where the listing is a file of macOS", async () => {
    const listing = strToU8(JSON.stringify(listingOf()));
    const zip = zipSync({ __MACOSX: { "dogscope.json": listing } });
    expect(await imported(new Blob([zip]))).toBe("not-ours");
  });
});

describe("a stranger's archive", () => {
  it("is imported when it is right", async () => {
    const { value } = (await imported(await archiveOf(listingOf()))) as UserDataStore;
    expect([value.catches.length, value.examples.length, value.dogs.length]).toEqual([2, 2, 1]);
  });

  it.each([
    ["is no zip", "damaged", () => new Blob(["a letter"])],
    ["has no listing", "not-ours", () => new Blob([zipSync({ "a.txt": strToU8("hello") })])],
    ["has a listing that is no JSON", "damaged", () => archiveOf("{")],
    ["has a listing of something else", "not-ours", () => archiveOf([])],
    ["has null for its listing", "not-ours", () => archiveOf(null)],
    ["has no format number", "not-ours", () => archiveOf({ ...listingOf(), format: "1" })],
    ["is of a later app", "newer", () => archiveOf({ ...listingOf(), format: FORMAT + 1 })],
  ])("is refused when it %s", async (_, code, zip) => {
    expect(await imported(await zip())).toBe(code);
  });

  it("is refused as damaged when it ends too early", async () => {
    const zip = await exportUserData(await storeWith(ALL));
    const end = await zip.slice(-6).arrayBuffer();
    const directory = new DataView(end).getUint32(0, true); // the files come before it
    for (const part of [0.1, 0.5, 0.9]) {
      expect(await imported(zip.slice(0, Math.floor(part * directory)))).toBe("damaged");
    }
  });

  it("reports the number of rejected records", async () => {
    const listing = listingOf();
    const unknownBreed = { ...aCatch(30), breed: "n0" };
    const withoutPhoto = aCatch(31);
    const catches = [...(listing.catches as Json[]), unknownBreed, withoutPhoto];
    const zip = await archiveOf({ ...listing, catches });
    const result = await importUserData(zip, await openStore());
    expect(result).toMatchObject({ catches: 2, rejected: 2 });
  });

  const inFirst = (kind: string, field: string, value: unknown) => (listing: Json) => {
    (listing[kind] as Json[])[0]![field] = value;
  };
  const inCatch = (field: string, value: unknown) => inFirst("catches", field, value);
  const withBox = (value: unknown) => (listing: Json) => {
    (listing.boxes as Json)[idOf(1)] = value;
  };
  it.each<[fault: string, damage: (listing: Json) => void]>([
    ["an id that is a path", inCatch("id", "../../../etc/passwd")],
    ["an id that is a prototype", inCatch("id", "__proto__")],
    ["an id that is a number", inCatch("id", 1)],
    ["no time", inCatch("at", null)],
    ["a time that is a text", inCatch("at", "2026-06-01")],
    ["a time beyond any calendar", inCatch("at", 1e300)],
    ["an unknown breed", inCatch("breed", "n00000000")],
    ["a breed that is a prototype", inCatch("breed", "constructor")],
    ["an unknown author", inCatch("by", "god")],
    ["guesses that are no list", inCatch("guesses", "pug")],
    ["a guess that is null", inCatch("guesses", [null])],
    ["a guess of an unknown breed", inCatch("guesses", [{ id: "n0", score: 1 }])],
    ["a score that is a text", inCatch("guesses", [{ id: BEAGLE, score: "<b>1</b>" }])],
    ["a thousand guesses", inCatch("guesses", Array(1000).fill({ id: BEAGLE, score: 1 }))],
    ["an unknown source", inCatch("how", "dream")],
    ["a mixed breed that is no list", inCatch("mix", BEAGLE)],
    ["a mixed breed without a main one", inCatch("mix", [])],
    ["a mixed breed whose main one is another", inCatch("mix", [PUG, BEAGLE])],
    ["no dogs in view", inCatch("dogs", 0)],
    ["half a dog in view", inCatch("dogs", 1.5)],
    ["a mixed breed of an unknown one", inCatch("mix", [BEAGLE, "n0"])],
    ["a place beyond the pole", inCatch("place", { ...PLACE, latitude: 91 })],
    ["half a place", inCatch("place", { latitude: 1, longitude: 2 })],
    ["no field for its place", inCatch("place", undefined)],
    ["an own dog that has no id", inCatch("mine", "Rex")],
    ["no box for its photo", withBox(undefined)],
    ["a box that is a list", withBox([1, 2, 3, 4])],
    ["a box of texts", withBox({ x: "1", y: 0, width: 1, height: 1 })],
    ["a box of negative width", withBox({ x: 1, y: 0, width: -5, height: 1 })],
  ])("loses only the catch with %s", async (_, damage) => {
    const listing = clone();
    damage(listing);
    const store = (await imported(await archiveOf(listing))) as UserDataStore;
    expect(store.value.catches.map(({ id }) => id)).toEqual([idOf(2)]);
  });

  it.each<[fault: string, damage: (listing: Json) => void]>([
    ["an animal that the app can't name", inFirst("finds", "animal", "sheep")],
    ["an animal named like what every object has", inFirst("finds", "animal", "constructor")],
    ["an animal that is markup", inFirst("finds", "animal", "<b>")],
    ["an animal of an unknown source", inFirst("finds", "how", "dream")],
    ["an animal beyond the pole", inFirst("finds", "place", { ...PLACE, latitude: 91 })],
    ["a walk that goes on", inFirst("walks", "end", null)],
    ["a walk that ends before it begins", inFirst("walks", "end", 0)],
    ["a walk without a way", inFirst("walks", "path", null)],
    ["a walk beyond the pole", inFirst("walks", "path", [[91, 0, 0]])],
    ["a walk without times", inFirst("walks", "path", [[1, 1]])],
    ["a walk of a million points", inFirst("walks", "path", Array(1e6).fill([1, 1, 1]))],
  ])("loses only %s", async (_, damage) => {
    const listing = clone();
    damage(listing);
    const { value } = (await imported(await archiveOf(listing))) as UserDataStore;
    expect([value.catches.length, value.finds.length + value.walks.length]).toEqual([2, 1]);
  });

  it("loses examples and dogs of a wrong shape", async () => {
    const listing = {
      ...listingOf(),
      examples: [anExample(1, { breed: "pug" }), anExample(2, { not: 7 as never }), 7, null, [[]]],
      dogs: [
        aDog(9, [7], "  "),
        aDog(10, [7], "x".repeat(10_000)),
        { ...aDog(11, []), pictures: ["../1"] },
        { ...aDog(12, []), name: { toString: "x" } },
        aDog(13, [70, 71]), // photos that are not in the archive
      ],
    };
    const { value } = (await imported(await archiveOf(listing))) as UserDataStore;
    expect([value.catches.length, value.examples, value.dogs]).toEqual([2, [], []]);
  });

  it("can't smuggle fields in through a prototype", async () => {
    const evil = `{"x":0,"y":0,"width":1,"height":1,"${idOf(1)}":{"x":"evil"},"${idOf(2)}":{}}`;
    const listing = { ...listingOf(), boxes: {} };
    const text = JSON.stringify(listing).replace('"boxes":{}', `"boxes":{"__proto__":${evil}}`);
    expect(text).toContain("evil");
    const store = (await imported(await archiveOf(text))) as UserDataStore;
    expect(store.value.catches).toEqual([]);
    const whole = `{"__proto__":{"format":1,"catches":[]},"constructor":1}`;
    expect(await imported(await archiveOf(whole))).toBe("not-ours");
    expect(({} as Json).format).toBeUndefined();
  });

  it("adds a catch once that it lists twice", async () => {
    const listing = {
      ...listingOf(),
      catches: [aCatch(1), aCatch(1, { breed: PUG }), aCatch(2)],
    };
    const store = await openStore();
    expect(await importUserData(await archiveOf(listing), store)).toMatchObject({ catches: 2 });
    expect(store.value.catches.map(({ id }) => id).sort()).toEqual([idOf(1), idOf(2)]);
  });

  it("changes no stored photo, whatever record it lists for it", async () => {
    const store = await storeWith({ catches: [aCatch(1)], pictures: [aPhoto(1, "mine")] });
    const listing = {
      ...listingOf(),
      ...{ catches: [], examples: [anExample(1)], dogs: [aDog(9, [1, 7])] },
    };
    await importUserData(await archiveOf(listing, { mark: "theirs" }), store);
    const photo = await comparable(await store.photo(idOf(1)));
    expect(photo).toEqual(await comparable(aPhoto(1, "mine")));
  });

  it("loses a catch whose photo is missing, or no JPEG", async () => {
    const other = strToU8("<svg onload='alert(1)'/>");
    for (const name of [`photos/${idOf(1)}.jpg`, `thumbs/${idOf(1)}.jpg`]) {
      for (const content of [other, new Uint8Array()]) {
        const zip = await archiveOf(listingOf(), { changed: { [name]: content } });
        const { value } = (await imported(zip)) as UserDataStore;
        expect(value.catches.map(({ id }) => id)).toEqual([idOf(2)]);
      }
    }
    const { value } = (await imported(zipOf(listingOf(), {}))) as UserDataStore;
    expect(value).toMatchObject({ catches: [], dogs: [] });
  });

  it("adds only well-formed records, however its listing is damaged", async () => {
    const files = await jpegFiles();
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(-1, 1e300, "", idOf(1), BEAGLE, "__proto__", [], {}, null),
    );
    const step = fc.tuple(fc.nat({ max: 200 }), value, fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const listing = clone();
        for (const [which, replacement, isDeleted] of steps) {
          const places = placesIn(listing);
          const [holder, at] = places[which % places.length]!;
          if (isDeleted) Reflect.deleteProperty(holder, at);
          else holder[at] = replacement;
        }
        await imported(zipOf(listing, files));
      }),
      { numRuns: 150 },
    );
  }, 30_000); // 150 imports, each into a database of its own
});

/** Returns all places of a JSON value: each object or list, with each of its keys. */
function placesIn(value: unknown): [Json, string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([at, inner]) => [
    [value as Json, at] as [Json, string],
    ...placesIn(inner),
  ]);
}

describe("an import that is interrupted", () => {
  const numbers = Array.from({ length: 45 }, (_, n) => n);
  const MANY: Change = {
    ...{ catches: numbers.map((n) => aCatch(n)), examples: [], dogs: [] },
    pictures: numbers.map((n) => aPhoto(n)),
  };

  it.each([1, 2, 3, 4])(
    "at write %i leaves no catch without its photo, and can be repeated",
    async (nth) => {
      const zip = zipOf(listingOf(MANY), await jpegFiles(MANY));
      const store = await storeWith({ catches: [aCatch(100)], pictures: [aPhoto(100)] });
      fillUp("the commit fails", nth);
      const error: unknown = await importUserData(zip, store).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StorageError);
      expect((error as StorageError).code).toBe("full");
      for (const { id } of store.value.catches) expect(await store.hasPhoto(id)).toBe(true);
      expect(store.value.catches).toEqual([aCatch(100)]);
      makeRoom();
      expect(await importUserData(zip, store)).toMatchObject({ catches: 45 });
      for (const { id } of store.value.catches) expect(await store.hasPhoto(id)).toBe(true);
    },
  );
});
