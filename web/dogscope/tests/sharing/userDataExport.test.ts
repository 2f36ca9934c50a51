import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { exportUserData } from "../../src/sharing/userDataExport";
import { importUserData } from "../../src/sharing/userDataImport";
import { ANIMALS } from "../../src/storage/animals";
import { aCatch, aFind, allData, aPhoto, aWalk, comparable, idOf, PUG } from "../sampleRecords";
import { openStore, storeWith } from "../storage/newStore";
import { ALL } from "./archives";

const NONE = { catches: 0, examples: 0, dogs: 0, finds: 0, walks: 0, rejected: 0 };

describe("an export", () => {
  it("leaves the places out on demand", async () => {
    const from = await storeWith(ALL);
    const to = await openStore();
    const zip = await exportUserData(from, { places: false });
    await importUserData(zip, to);
    expect(to.value.catches.map(({ place }) => place)).toEqual([null, null]);
    expect([to.value.finds[0]!.place, to.value.walks]).toEqual([null, []]);
    const text = new TextDecoder().decode(
      unzipSync(new Uint8Array(await zip.arrayBuffer()))["dogscope.json"],
    );
    expect(text).not.toContain("48.86");
    expect(from.value.catches.some(({ place }) => place !== null)).toBe(true);
  });

  it("is imported elsewhere without a change", async () => {
    const from = await storeWith(ALL);
    const to = await openStore();
    const zip = await exportUserData(from);
    expect(await importUserData(zip, to)).toEqual({
      catches: 2,
      examples: 2,
      dogs: 1,
      finds: 1,
      walks: 1,
      rejected: 0,
    });
    expect(await allData(to)).toEqual(await allData(from));
    expect(await exportUserData(await openStore())).toBeInstanceOf(Blob);
  });

  it("of every other animal is imported elsewhere without a change", async () => {
    const finds = ANIMALS.map((animal, n) => aFind(n, { animal }));
    const from = await storeWith({ finds, pictures: finds.map((_, n) => aPhoto(n)) });
    const to = await openStore();
    expect(await importUserData(await exportUserData(from), to)).toMatchObject({
      finds: ANIMALS.length,
      rejected: 0,
    });
    expect(await allData(to)).toEqual(await allData(from));
  });

  it("leaves out a walk that goes on", async () => {
    const from = await storeWith({ walks: [aWalk(1, { end: null }), aWalk(2)] });
    const to = await openStore();
    await importUserData(await exportUserData(from), to);
    expect(to.value.walks).toEqual([aWalk(2)]);
  });

  it("of more photos than are written at once is imported whole", async () => {
    const numbers = Array.from({ length: 130 }, (_, n) => n);
    const from = await storeWith({
      catches: numbers.map((n) => aCatch(n)),
      pictures: numbers.map((n) => aPhoto(n)),
    });
    const to = await openStore();
    expect(await importUserData(await exportUserData(from), to)).toMatchObject({ catches: 130 });
    expect(await allData(to)).toEqual(await allData(from));
  });

  it("adds nothing when it is imported again, or where it came from", async () => {
    const from = await storeWith(ALL);
    const zip = await exportUserData(from);
    const before = await allData(from);
    expect(await importUserData(zip, from)).toEqual(NONE);
    expect(await allData(from)).toEqual(before);
    const to = await openStore();
    await importUserData(zip, to);
    expect(await importUserData(zip, to)).toEqual(NONE);
    expect(await allData(to)).toEqual(before);
  });

  it("changes no record and no photo that is there already", async () => {
    const zip = await exportUserData(await storeWith(ALL));
    const mine = aCatch(1, { breed: PUG, by: "user" });
    const to = await storeWith({
      catches: [mine, aCatch(20)],
      pictures: [aPhoto(1, "mine"), aPhoto(20)],
    });
    expect(await importUserData(zip, to)).toEqual({
      catches: 1,
      examples: 2,
      dogs: 1,
      finds: 1,
      walks: 1,
      rejected: 0,
    });
    expect(to.value.catches.map(({ id }) => id)).toEqual([20, 2, 1].map(idOf));
    expect(to.value.catches).toContainEqual(mine);
    const photo = await comparable(await to.photo(idOf(1)));
    expect(photo).toEqual(await comparable(aPhoto(1, "mine")));
  });

  it("can be made and imported in a window without a database", async () => {
    const zip = await exportUserData(await storeWith(ALL));
    const { indexedDB } = globalThis;
    Reflect.deleteProperty(globalThis, "indexedDB");
    try {
      const to = await openStore(); // its error is `unavailable`
      await importUserData(zip, to);
      expect(to.value.catches).toHaveLength(2);
      expect((await exportUserData(to)).size).toBe(zip.size);
    } finally {
      globalThis.indexedDB = indexedDB;
    }
  });

  it("is a zip of photos and a listing, which any program can read", async () => {
    const zip = await exportUserData(await storeWith(ALL));
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    const photos = [1, 2, 5, 7, 8, 10].flatMap((n) => [
      `photos/${idOf(n)}.jpg`,
      `thumbs/${idOf(n)}.jpg`,
    ]);
    expect(Object.keys(files).sort()).toEqual(["dogscope.json", ...photos].sort());
    const listing = JSON.parse(Buffer.from(files["dogscope.json"]!).toString()) as object;
    expect(listing).toMatchObject({ format: 2, catches: [{ id: idOf(2) }, { id: idOf(1) }] });
  });
});
