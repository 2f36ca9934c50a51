import "fake-indexeddb/auto";
import fc from "fast-check";
import { strToU8, unzipSync, zipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { breedOf } from "../../src/breeds/breedCatalogue";
import { KeepingError } from "../../src/storage/storageErrors";
import { Keeper, type Change } from "../../src/storage/userDataStore";
import { ArchiveError, exportAll, importAll } from "../../src/sharing/archive";
import {
  aCatch,
  aDog,
  anExample,
  aPicture,
  BEAGLE,
  everything,
  key,
  photo,
  PUG,
  told,
} from "../sampleRecords";
import { fillUp, makeRoom } from "../storage/fullDevice";

const opened: Keeper[] = [];
afterEach(() => opened.splice(0).forEach((keeper) => keeper.close()));

async function keeping(change: Change = {}): Promise<Keeper> {
  const keeper = new Keeper(`archive ${crypto.randomUUID()}`);
  opened.push(keeper);
  await keeper.open();
  await keeper.write(change);
  return keeper;
}

const PLACE = { latitude: 48.86, longitude: 2.29, accuracy: 12 };
const ALL: Change = {
  catches: [aCatch(1, { place: PLACE }), aCatch(2, { breed: PUG, by: "user", mine: key(9) })],
  examples: [anExample(2), anExample(5, { breed: null })],
  dogs: [aDog(9, [7, 8], "Zoë 🐾")],
  pictures: [1, 2, 5, 7, 8].map((n) => aPicture(n)),
};

describe("what is exported", () => {
  it("is imported elsewhere as it was", async () => {
    const from = await keeping(ALL);
    const to = await keeping();
    const zip = await exportAll(from);
    expect(await importAll(zip, to)).toEqual({ catches: 2, examples: 2, dogs: 1, left: 0 });
    expect(await everything(to)).toEqual(await everything(from));
    expect(await exportAll(await keeping())).toBeInstanceOf(Blob);
  });

  it("is imported by the hundred, more than are written at once", async () => {
    const numbers = Array.from({ length: 130 }, (_, n) => n);
    const from = await keeping({
      catches: numbers.map((n) => aCatch(n)),
      pictures: numbers.map((n) => aPicture(n)),
    });
    const to = await keeping();
    expect(await importAll(await exportAll(from), to)).toMatchObject({ catches: 130 });
    expect(await everything(to)).toEqual(await everything(from));
  });

  it("adds nothing when it is imported again, or where it came from", async () => {
    const from = await keeping(ALL);
    const zip = await exportAll(from);
    const before = await everything(from);
    expect(await importAll(zip, from)).toEqual({ catches: 0, examples: 0, dogs: 0, left: 0 });
    expect(await everything(from)).toEqual(before);
    const to = await keeping();
    await importAll(zip, to);
    expect(await importAll(zip, to)).toEqual({ catches: 0, examples: 0, dogs: 0, left: 0 });
    expect(await everything(to)).toEqual(before);
  });

  it("comes to what is there, which stays", async () => {
    const zip = await exportAll(await keeping(ALL));
    const mine = aCatch(1, { breed: PUG, by: "user" });
    const to = await keeping({
      catches: [mine, aCatch(20)],
      pictures: [aPicture(1, "mine"), aPicture(20)],
    });
    expect(await importAll(zip, to)).toEqual({ catches: 1, examples: 2, dogs: 1, left: 0 });
    expect(to.kept.catches.map(({ id }) => id)).toEqual([20, 2, 1].map(key));
    expect(to.kept.catches).toContainEqual(mine);
    expect(await told(await to.picture(key(1)))).toEqual(await told(aPicture(1, "mine")));
  });

  it("goes where nothing can be kept, too", async () => {
    const zip = await exportAll(await keeping(ALL));
    const there = indexedDB;
    Reflect.deleteProperty(globalThis, "indexedDB");
    try {
      const to = await keeping(); // trouble: `unavailable`
      await importAll(zip, to);
      expect(to.kept.catches).toHaveLength(2);
      expect((await exportAll(to)).size).toBe(zip.size);
    } finally {
      globalThis.indexedDB = there;
    }
  });

  it("is a zip of photos and a list, which anybody can read", async () => {
    const zip = await exportAll(await keeping(ALL));
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    const photos = [1, 2, 5, 7, 8].flatMap((n) => [`photos/${key(n)}.jpg`, `thumbs/${key(n)}.jpg`]);
    expect(Object.keys(files).sort()).toEqual(["dogscope.json", ...photos].sort());
    const listing = JSON.parse(Buffer.from(files["dogscope.json"]!).toString()) as object;
    expect(listing).toMatchObject({ format: 1, catches: [{ id: key(2) }, { id: key(1) }] });
  });
});

// What others wrote. These zips are not made by the app.

type Json = Record<string, unknown>;

const listing = (): Json => ({
  format: 1,
  catches: ALL.catches,
  examples: ALL.examples,
  dogs: ALL.dogs,
  boxes: Object.fromEntries(ALL.pictures!.map(({ id, box }) => [id, box])),
});

async function jpegs(mark = ""): Promise<Record<string, Uint8Array>> {
  const jpeg = new Uint8Array(await photo(mark).arrayBuffer());
  const keys = ALL.pictures!.map(({ id }) => id);
  return Object.fromEntries(
    keys.flatMap((id) => [
      [`photos/${id}.jpg`, jpeg],
      [`thumbs/${id}.jpg`, jpeg],
    ]),
  );
}

async function archive(
  said: unknown,
  changed: Record<string, Uint8Array> = {},
  mark?: string,
): Promise<Blob> {
  const text = typeof said === "string" ? said : JSON.stringify(said);
  const files = { ...(await jpegs(mark)), ...changed, "dogscope.json": strToU8(text) };
  return new Blob([zipSync(files, { level: 0 })]);
}

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether all that is kept has the form that the app relies on. */
async function expectWellFormed(keeper: Keeper): Promise<void> {
  const { catches, examples, dogs } = keeper.kept;
  const isBreed = (id: unknown) => typeof id === "string" && breedOf(id) !== null;
  for (const each of [...catches, ...examples, ...dogs]) {
    expect(each.id).toMatch(KEY);
    expect(Number.isNaN(new Date(each.at).getTime())).toBe(false);
  }
  for (const { id, breed, by, guesses, how, place, mine } of catches) {
    expect(isBreed(breed)).toBe(true);
    expect(["app", "user"]).toContain(by);
    expect(["live", "photo", "sample"]).toContain(how);
    expect(Array.isArray(guesses)).toBe(true);
    for (const guess of guesses) {
      expect([isBreed(guess.id), Number.isFinite(guess.score)]).toEqual([true, true]);
    }
    if (place !== null) {
      expect(Object.values(place).every(Number.isFinite)).toBe(true);
      expect(Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180).toBe(true);
    }
    if (mine !== null) expect(mine).toMatch(KEY);
    expect(await keeper.hasPicture(id)).toBe(true);
  }
  for (const { breed, not } of examples) {
    for (const each of [breed, not]) expect(each === null || isBreed(each)).toBe(true);
  }
  for (const { name, pictures } of dogs) {
    expect([typeof name, name.trim().length > 0, name.length <= 60]).toEqual([
      "string",
      true,
      true,
    ]);
    for (const each of pictures) expect(each).toMatch(KEY);
  }
  const ids = [...catches, ...examples].map(({ id }) => id);
  for (const id of [...ids, ...dogs.flatMap(({ pictures }) => pictures)]) {
    const picture = await keeper.picture(id);
    if (!picture) continue;
    const { x, y, width, height } = picture.box;
    expect([x, y, width, height].every(Number.isFinite)).toBe(true);
    expect([width > 0, height > 0]).toEqual([true, true]);
    expect([picture.photo.type, picture.thumb.type]).toEqual(["image/jpeg", "image/jpeg"]);
  }
  for (const list of [catches, examples, dogs]) {
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
  }
}

/** Imports into an empty keeper, which must be well-formed then; gives it, or the trouble. */
async function imported(zip: Blob): Promise<Keeper | string> {
  const keeper = await keeping();
  let trouble: string | null = null;
  try {
    await importAll(zip, keeper);
  } catch (error) {
    expect(error).toBeInstanceOf(ArchiveError);
    trouble = (error as ArchiveError).trouble;
    expect(keeper.kept).toMatchObject({ catches: [], examples: [], dogs: [] });
  }
  await expectWellFormed(keeper);
  return trouble ?? keeper;
}

describe("a stranger's archive", () => {
  it("comes in where it is right", async () => {
    const { kept } = (await imported(await archive(listing()))) as Keeper;
    expect([kept.catches.length, kept.examples.length, kept.dogs.length]).toEqual([2, 2, 1]);
  });

  it.each([
    ["is no zip", "damaged", () => new Blob(["a letter"])],
    ["has no list", "not-ours", () => new Blob([zipSync({ "a.txt": strToU8("hello") })])],
    ["has a list that is no JSON", "damaged", () => archive("{")],
    ["has a list of something else", "not-ours", () => archive([])],
    ["has nothing as its list", "not-ours", () => archive(null)],
    ["has no format", "not-ours", () => archive({ ...listing(), format: "1" })],
    ["is of a later app", "newer", () => archive({ ...listing(), format: 2 })],
  ])("is refused where it %s", async (_, trouble, zip) => {
    expect(await imported(await zip())).toBe(trouble);
  });

  it("is told to be damaged where it ends too early", async () => {
    const zip = await exportAll(await keeping(ALL));
    const end = await zip.slice(-6).arrayBuffer();
    const list = new DataView(end).getUint32(0, true); // what comes before are the files
    for (const part of [0.1, 0.5, 0.9]) {
      expect(await imported(zip.slice(0, Math.floor(part * list)))).toBe("damaged");
    }
  });

  it("says how many were left out", async () => {
    const said = listing();
    const catches = [...(said.catches as Json[]), { ...aCatch(30), breed: "n0" }, aCatch(31)];
    const keeper = await keeping();
    expect(await importAll(await archive({ ...said, catches }), keeper)).toMatchObject({
      catches: 2,
      left: 2, // one of no known breed, one without a photo
    });
  });

  const first = (field: string, value: unknown) => (said: Json) => {
    (said.catches as Json[])[0]![field] = value;
  };
  const box = (value: unknown) => (said: Json) => {
    (said.boxes as Json)[key(1)] = value;
  };
  it.each<[what: string, change: (said: Json) => void]>([
    ["an id that is a path", first("id", "../../../etc/passwd")],
    ["an id that is a prototype", first("id", "__proto__")],
    ["an id that is a number", first("id", 1)],
    ["no time", first("at", null)],
    ["a time that is a text", first("at", "2026-06-01")],
    ["a time that no calendar has", first("at", 1e300)],
    ["an unknown breed", first("breed", "n00000000")],
    ["a breed that is a prototype", first("breed", "constructor")],
    ["another speaker", first("by", "god")],
    ["guesses that are none", first("guesses", "pug")],
    ["a guess that is none", first("guesses", [null])],
    ["a guess of nothing known", first("guesses", [{ id: "n0", score: 1 }])],
    ["a score that is a text", first("guesses", [{ id: BEAGLE, score: "<b>1</b>" }])],
    ["guesses without end", first("guesses", Array(1000).fill({ id: BEAGLE, score: 1 }))],
    ["another origin", first("how", "dream")],
    ["a place beyond the pole", first("place", { ...PLACE, latitude: 91 })],
    ["half a place", first("place", { latitude: 1, longitude: 2 })],
    ["no word about a place", first("place", undefined)],
    ["a dog that is none", first("mine", "Rex")],
    ["no box for its photo", box(undefined)],
    ["a box that is a list", box([1, 2, 3, 4])],
    ["a box with texts", box({ x: "1", y: 0, width: 1, height: 1 })],
    ["a box turned inside out", box({ x: 1, y: 0, width: -5, height: 1 })],
  ])("loses a catch with %s, and only that", async (_, change) => {
    const said = JSON.parse(JSON.stringify(listing())) as Json;
    change(said);
    const keeper = (await imported(await archive(said))) as Keeper;
    expect(keeper.kept.catches.map(({ id }) => id)).toEqual([key(2)]);
  });

  it("loses examples and dogs that are none", async () => {
    const said = {
      ...listing(),
      examples: [anExample(1, { breed: "pug" }), anExample(2, { not: 7 as never }), 7, null, [[]]],
      dogs: [
        aDog(9, [7], "  "),
        aDog(10, [7], "x".repeat(10_000)),
        { ...aDog(11, []), pictures: ["../1"] },
        { ...aDog(12, []), name: { toString: "x" } },
        aDog(13, [70, 71]), // pictures that are not there
      ],
    };
    const { kept } = (await imported(await archive(said))) as Keeper;
    expect([kept.catches.length, kept.examples, kept.dogs]).toEqual([2, [], []]);
  });

  it("brings nothing in by way of a prototype", async () => {
    const evil = `{"x":0,"y":0,"width":1,"height":1,"${key(1)}":{"x":"evil"},"${key(2)}":{}}`;
    const said = { ...listing(), boxes: {} };
    const text = JSON.stringify(said).replace('"boxes":{}', `"boxes":{"__proto__":${evil}}`);
    expect(text).toContain("evil");
    const keeper = (await imported(await archive(text))) as Keeper;
    expect(keeper.kept.catches).toEqual([]);
    const whole = `{"__proto__":{"format":1,"catches":[]},"constructor":1}`;
    expect(await imported(await archive(whole))).toBe("not-ours");
    expect(({} as Json).format).toBeUndefined();
  });

  it("brings each catch once, though it names it twice", async () => {
    const said = { ...listing(), catches: [aCatch(1), aCatch(1, { breed: PUG }), aCatch(2)] };
    const keeper = await keeping();
    expect(await importAll(await archive(said), keeper)).toMatchObject({ catches: 2 });
    expect(keeper.kept.catches.map(({ id }) => id).sort()).toEqual([key(1), key(2)]);
  });

  it("changes no photo that is here, whatever it says that it is of", async () => {
    const to = await keeping({ catches: [aCatch(1)], pictures: [aPicture(1, "mine")] });
    const said = { ...listing(), catches: [], examples: [anExample(1)], dogs: [aDog(9, [1, 7])] };
    await importAll(await archive(said, {}, "theirs"), to);
    expect(await told(await to.picture(key(1)))).toEqual(await told(aPicture(1, "mine")));
  });

  it("loses a catch whose photo is no JPEG, or is not there", async () => {
    const other = strToU8("<svg onload='alert(1)'/>");
    for (const name of [`photos/${key(1)}.jpg`, `thumbs/${key(1)}.jpg`]) {
      for (const content of [other, new Uint8Array()]) {
        const { kept } = (await imported(await archive(listing(), { [name]: content }))) as Keeper;
        expect(kept.catches.map(({ id }) => id)).toEqual([key(2)]);
      }
    }
    const without = new Blob([zipSync({ "dogscope.json": strToU8(JSON.stringify(listing())) })]);
    expect(((await imported(without)) as Keeper).kept).toMatchObject({ catches: [], dogs: [] });
  });

  it("lets in only what is right, whatever it holds", async () => {
    const files = await jpegs();
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(-1, 1e300, "", key(1), BEAGLE, "__proto__", [], {}, null),
    );
    const step = fc.tuple(fc.nat({ max: 200 }), value, fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const said = JSON.parse(JSON.stringify(listing())) as Json;
        for (const [which, put, isGone] of steps) {
          const places = placesIn(said);
          const [holder, at] = places[which % places.length]!;
          if (isGone) Reflect.deleteProperty(holder, at);
          else holder[at] = put;
        }
        const text = strToU8(JSON.stringify(said));
        await imported(new Blob([zipSync({ ...files, "dogscope.json": text }, { level: 0 })]));
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});

/** All places of a JSON value at which something stands. */
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
    catches: numbers.map((n) => aCatch(n)),
    pictures: numbers.map((n) => aPicture(n)),
  };

  async function many(): Promise<Blob> {
    const entries = await Promise.all(
      MANY.pictures!.map(async ({ id, photo: jpeg }) => {
        const bytes = new Uint8Array(await jpeg.arrayBuffer());
        return [
          [`photos/${id}.jpg`, bytes],
          [`thumbs/${id}.jpg`, bytes],
        ] as const;
      }),
    );
    const boxes = Object.fromEntries(MANY.pictures!.map(({ id, box: around }) => [id, around]));
    const said = { format: 1, catches: MANY.catches, examples: [], dogs: [], boxes };
    const files = {
      ...Object.fromEntries(entries.flat()),
      "dogscope.json": strToU8(JSON.stringify(said)),
    };
    return new Blob([zipSync(files, { level: 0 })]);
  }

  it.each([1, 2, 3, 4])("leaves no catch without its photo, and goes on: write %i", async (nth) => {
    const zip = await many();
    const keeper = await keeping({ catches: [aCatch(100)], pictures: [aPicture(100)] });
    fillUp("the commit fails", nth);
    const error: unknown = await importAll(zip, keeper).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KeepingError);
    expect((error as KeepingError).trouble).toBe("full");
    for (const { id } of keeper.kept.catches) expect(await keeper.hasPicture(id)).toBe(true);
    expect(keeper.kept.catches).toEqual([aCatch(100)]);
    makeRoom();
    expect(await importAll(zip, keeper)).toMatchObject({ catches: 45 });
    for (const { id } of keeper.kept.catches) expect(await keeper.hasPicture(id)).toBe(true);
  });
});
