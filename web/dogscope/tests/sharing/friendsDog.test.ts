import { describe, expect, it } from "vitest";
import type { Models } from "../../src/detection/dogModels";
import { checkListing, FORMAT } from "../../src/sharing/archiveFormat";
import { exportUserData } from "../../src/sharing/userDataExport";
import { importUserData } from "../../src/sharing/userDataImport";
import { takeGift } from "../../src/state/dogGifts";
import type { DogPrototype, MyDog } from "../../src/storage/userRecords";
import { aDog, aPhoto, idOf } from "../sampleRecords";
import { openStore, storeWith } from "../storage/newStore";

const LOOKS: DogPrototype = {
  encoder: "994b4e1235820340",
  count: 5,
  agreement: 0.75,
  codes: "AbCd",
};
const REX: MyDog = { ...aDog(9, []), looks: LOOKS };

describe("a friend's dog", () => {
  it("is exported and imported without a photo, with its looks", async () => {
    const to = await openStore();
    const zip = await exportUserData(await storeWith({ dogs: [REX] }));
    expect(await importUserData(zip, to)).toMatchObject({ dogs: 1, rejected: 0 });
    expect(to.value.dogs).toEqual([REX]);
  });

  it("that is one of the user's own is exported and imported with it", async () => {
    const given = [{ id: REX.id, name: "Rexi", pictures: [idOf(6)], looks: LOOKS }];
    const own = { ...aDog(8, [7]), given, others: [idOf(5)] };
    const from = await storeWith({ dogs: [own], pictures: [aPhoto(6), aPhoto(7)] });
    const to = await openStore();
    await importUserData(await exportUserData(from), to);
    expect(to.value.dogs).toEqual([own]);
    expect(await to.hasPhoto(idOf(6))).toBe(true);
  });

  it.each([
    ["a friend's dog without an id", { given: [{ id: "x", looks: LOOKS }] }],
    ["a friend's dog without a name", { given: [{ id: REX.id, name: " ", looks: LOOKS }] }],
    ["a photo that is none", { given: [{ id: REX.id, pictures: ["x"], looks: LOOKS }] }],
    ["another dog that is none", { others: ["x"] }],
    ["no list of other dogs", { others: idOf(5) }],
    ["too many other dogs", { others: Array.from({ length: 101 }, (_, n) => idOf(n)) }],
  ])("is left out with the user's own, which has %s", (_, changed) => {
    const dogs = [{ ...aDog(8, [7]), ...changed }];
    expect(checkListing({ format: FORMAT, dogs })).toMatchObject({ dogs: [], rejected: 1 });
  });

  it("that was made one with the user's own is read without the name it had", () => {
    const dogs = [{ ...aDog(8, [7]), given: [{ id: REX.id, looks: LOOKS }] }];
    const given = [{ id: REX.id, name: null, pictures: [], looks: LOOKS }];
    expect(checkListing({ format: FORMAT, dogs }).dogs).toEqual([{ ...dogs[0], given }]);
  });

  it("of another number of channels is refused, and not stored", async () => {
    const store = await openStore();
    const models = { encoder: LOOKS.encoder, channels: 1280 } as Models;
    const gift = { id: REX.id, name: "Rex", looks: LOOKS, photo: null };
    await expect(takeGift(store, models, gift, "Rex")).rejects.toMatchObject({ code: "damaged" });
    expect(store.value.dogs).toEqual([]);
    await takeGift(store, { ...models, channels: 6 }, gift, "Rex");
    expect(store.value.dogs).toHaveLength(1);
  });

  it("is read from an export of before friends' dogs as the user's own", () => {
    const { id, at, name, pictures } = aDog(9, [7]);
    const older = { id, at, name, pictures };
    expect(checkListing({ format: FORMAT, dogs: [older] }).dogs).toEqual([aDog(9, [7])]);
  });

  it.each([
    ["codes that are no base64", { codes: "A*==" }],
    ["no codes", { codes: "" }],
    ["too many codes", { codes: "AAAA".repeat(2000) }],
    ["an encoder that is no hash", { encoder: "../../x" }],
    ["no pictures", { count: 0 }],
    ["half a picture", { count: 1.5 }],
    ["too much agreement", { agreement: 2 }],
  ])("with %s is left out", (_, changed) => {
    const dogs = [{ ...REX, looks: { ...LOOKS, ...changed } }];
    expect(checkListing({ format: FORMAT, dogs })).toMatchObject({ dogs: [], rejected: 1 });
  });
});
