import { describe, expect, it } from "vitest";
import type { Models } from "../../src/detection/dogModels";
import { checkListing, FORMAT } from "../../src/sharing/archiveFormat";
import { exportUserData } from "../../src/sharing/userDataExport";
import { importUserData } from "../../src/sharing/userDataImport";
import { takeGift } from "../../src/state/dogGifts";
import type { DogPrototype, MyDog } from "../../src/storage/userRecords";
import { aDog, aPhoto } from "../sampleRecords";
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
    const own = { ...aDog(8, [7]), given: [{ id: REX.id, looks: LOOKS }] };
    const from = await storeWith({ dogs: [own], pictures: [aPhoto(7)] });
    const to = await openStore();
    await importUserData(await exportUserData(from), to);
    expect(to.value.dogs).toEqual([own]);
    const wrong = { ...own, given: [{ id: "x", looks: LOOKS }] };
    expect(checkListing({ format: FORMAT, dogs: [wrong] })).toMatchObject({ rejected: 1 });
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
