import { describe, expect, it, vi } from "vitest";
import { FewShotLabels } from "../../../runtime/src/fewShot/fewShotLabels";
import type { Models } from "../../src/detection/dogModels";
import { examplesOf, prototypeOf } from "../../src/detection/dogPrototype";
import { checkListing, FORMAT } from "../../src/sharing/archiveFormat";
import { exportUserData } from "../../src/sharing/userDataExport";
import { importUserData } from "../../src/sharing/userDataImport";
import {
  mergeDogs,
  sameDogAs,
  takeApart,
  tellApart,
  type FriendsDog,
} from "../../src/state/dogGifts";
import { DogTeacher } from "../../src/state/dogTeacher";
import type { UserDataStore } from "../../src/storage/userDataStore";
import { MOST_GIVEN, type GivenDog, type MyDog } from "../../src/storage/userRecords";
import { embeddings } from "../detection/embeddings";
import { aCatch, aDog, aPhoto, idOf, NOON } from "../sampleRecords";
import { storeWith } from "../storage/newStore";

const ENCODER = "994b4e1235820340";
const PICTURES = [71, 72, 73, 74, 75];
/** A friend's pictures of Rex, and pictures of another dog. */
const LOOKS = prototypeOf(ENCODER, embeddings(6, 0, 5));
const OTHER = prototypeOf(ENCODER, embeddings(5, 1));
const own = aDog(1, PICTURES, "Rex");
const gift = { id: idOf(2), name: "Rexi", looks: LOOKS };
const friends = (n: number, name: string, looks = LOOKS): MyDog => ({
  ...aDog(n, [], name),
  looks,
});
const aGiven = (n: number): GivenDog => ({
  ...{ id: idOf(n), name: "Rexi", pictures: [], looks: LOOKS },
});
/** Returns a friend's dog that is stored as the friend gives it. */
const asGiven = (dog: MyDog): FriendsDog => ({ ...dog, looks: dog.looks! });

/** The classifier's own judge of taught dogs, to which every photo is one of Rex. */
function judging() {
  const labels = new FewShotLabels();
  const taught: string[] = [];
  const learn = (label: string, key: string, seen: Iterable<Float32Array | Float64Array>): void => {
    const examples = [...seen].map((each, at) => ({
      ...{ embedding: Float64Array.from(each), sha256: `${key} ${at}` },
      ...{ factor: 1, file: null, type: "" },
    }));
    if (examples.length > 0) labels.teach(label, examples);
  };
  const teach: Models["teach"] = async (label, images, looks) => {
    labels.forget(label);
    if (images.length + looks.length > 0) taught.push(label);
    learn(label, label, embeddings(images.length));
    for (const { key, looks: those } of looks) learn(label, key, examplesOf(those));
  };
  const models = {
    ...{ encoder: ENCODER, channels: 1280, teach },
    prototypeOf: (images: readonly Blob[]) =>
      Promise.resolve(prototypeOf(ENCODER, embeddings(images.length))),
  } as unknown as Models;
  const judge = (first: number): Record<string, number> => {
    const judged = labels.judge(Float64Array.from(embeddings(1, 0, first)[0]!));
    return Object.fromEntries(judged.map(({ label, probability }) => [label, probability]));
  };
  return { models, judge, labels, taught };
}

/** Returns a teacher that has taught what is stored. */
async function teacherOf(userData: UserDataStore, { models }: ReturnType<typeof judging>) {
  const teacher = new DogTeacher(userData);
  teacher.start(models);
  await teacher.finished();
  return teacher;
}

const storeOf = (...dogs: MyDog[]): Promise<UserDataStore> =>
  storeWith({ dogs, pictures: PICTURES.map((n) => aPhoto(n)) });

async function taught(userData: UserDataStore): Promise<Record<string, number>> {
  const judged = judging();
  await teacherOf(userData, judged);
  return judged.judge(20);
}

describe("a friend's dog", () => {
  it("may be one that is here, where they look alike", async () => {
    const { models } = judging();
    const userData = await storeOf(own, friends(3, "Bello", OTHER));
    expect(await sameDogAs(gift, userData, models)).toEqual(own);
    expect(await sameDogAs({ ...gift, looks: OTHER, id: idOf(4) }, userData, models)).toMatchObject(
      { name: "Bello" },
    );
  });

  it("is no other one, even of the same name, where they look unlike", async () => {
    const { models } = judging();
    const stranger = { id: idOf(4), name: "Rex", looks: OTHER };
    expect(await sameDogAs(stranger, await storeOf(own), models)).toBeNull();
  });

  it("that was taken as another dog halves the score, and as the same dog raises it", async () => {
    const two = await taught(await storeOf(own, friends(2, "Rexi")));
    expect(Math.max(...Object.values(two))).toBeLessThan(0.6);
    const userData = await storeOf(own);
    await mergeDogs(userData, own, gift);
    const one = await taught(userData);
    expect(Object.keys(one)).toEqual([`mine:${own.id}`]);
    expect(one[`mine:${own.id}`]).toBeGreaterThan(0.9);
  });

  it("gives its catches to the dog that it is, until that is undone", async () => {
    const { id } = gift;
    const picture = aPhoto(9);
    const before = { ...friends(2, "Rexi"), pictures: [picture.id] };
    const caught = aCatch(5, { mine: id });
    const userData = await storeOf(own, before);
    await userData.write({ catches: [caught], pictures: [picture] });
    const undo = await mergeDogs(userData, own, { ...gift, id });
    const { name, pictures } = before;
    const merged = { ...own, given: [{ id, name, pictures, looks: LOOKS }] };
    expect(userData.value.dogs).toEqual([merged]);
    expect(userData.value.catches).toEqual([{ ...caught, mine: own.id }]);
    await undo();
    expect(userData.value.dogs).toEqual([before, own]);
    expect(userData.value.catches).toEqual([caught]);
    expect(await userData.hasPhoto(picture.id)).toBe(true);
  });

  it("can be taken apart later, keeps its photo, and is not asked about again", async () => {
    const picture = aPhoto(9);
    const before = { ...friends(2, "Rexi"), pictures: [picture.id] };
    const userData = await storeOf(own, before);
    await userData.write({ pictures: [picture] });
    await mergeDogs(userData, own, gift);
    const merged = userData.value.dogs[0]!;
    const { dog, undo } = await takeApart(userData, merged, merged.given[0]!);
    expect(dog).toMatchObject({ ...before, at: dog.at, offset: dog.offset, others: [own.id] });
    expect(userData.value.dogs).toEqual([dog, own]);
    expect(await sameDogAs(asGiven(dog), userData, judging().models)).toBeNull();
    expect(Object.keys(await taught(userData))).toHaveLength(2);
    await undo();
    expect(userData.value.dogs).toEqual([merged]);
    expect(await userData.hasPhoto(picture.id)).toBe(true);
  });

  it("has a name of its own when it is taken apart, even if it was called the same", async () => {
    const userData = await storeOf(own);
    await mergeDogs(userData, own, { ...gift, name: "rex" });
    const merged = userData.value.dogs[0]!;
    const { dog } = await takeApart(userData, merged, merged.given[0]!);
    expect(dog.name).toBe("rex 2");
  });

  it("is not asked about again once the user has said that it is another one", async () => {
    const { models } = judging();
    const friend = friends(2, "Rexi");
    const userData = await storeOf(own, friend);
    expect(await sameDogAs(asGiven(friend), userData, models)).toEqual(own);
    await tellApart(userData, friend, own);
    const [stored] = userData.value.dogs;
    expect(stored).toEqual({ ...friend, others: [own.id] });
    expect(await sameDogAs(asGiven(stored!), userData, models)).toBeNull();
    const asked = { ...gift, id: own.id };
    expect(await sameDogAs(asked, await storeOf(stored!), models)).toBeNull();
  });

  it("is compared with looks that are computed once", async () => {
    const { models } = judging();
    const userData = await storeOf(own);
    const computed = vi.spyOn(models, "prototypeOf");
    for (let time = 0; time < 2; time++) await sameDogAs(gift, userData, models);
    expect(computed).toHaveBeenCalledTimes(1);
  });

  it("of more than 100 friends leaves an export that can be imported", async () => {
    const given = Array.from({ length: MOST_GIVEN }, (_, n) => aGiven(100 + n));
    const full = { ...own, given };
    const userData = await storeOf(full);
    const undo = await mergeDogs(userData, full, gift);
    const [merged] = userData.value.dogs;
    expect(merged!.given.map(({ id }) => id)).toEqual([
      ...given.slice(1).map(({ id }) => id),
      gift.id,
    ]);
    expect(checkListing({ format: FORMAT, dogs: userData.value.dogs }).rejected).toBe(0);
    await undo();
    expect(userData.value.dogs).toEqual([full]);
  });
});

describe.each([
  ["before", NOON - 1],
  ["after", NOON + 10],
])("a friend's dog that came %s one's own", (_, at) => {
  const friend = { ...friends(2, "Rexi"), at };

  it("is taught as a dog of its own once the merge is undone", async () => {
    const userData = await storeOf(own, friend);
    const judged = judging();
    const teacher = await teacherOf(userData, judged);
    const undo = await mergeDogs(userData, own, gift);
    await teacher.finished();
    expect(judged.labels.counts()).toEqual({ [`mine:${own.id}`]: 11 });
    await undo();
    await teacher.finished();
    expect(judged.labels.counts()).toEqual({ [`mine:${own.id}`]: 5, [`mine:${friend.id}`]: 6 });
    expect([teacher.failure(own), teacher.failure(friend)]).toEqual([null, null]);
  });

  it("is one with it, too, where both are stored after a merge", async () => {
    const given = [aGiven(2)];
    const judged = judging();
    const teacher = await teacherOf(await storeOf({ ...own, given }, friend), judged);
    expect(judged.labels.counts()).toEqual({ [`mine:${own.id}`]: 11 });
    expect(teacher.failure(friend)).toBeNull();
  });

  it("does not come back with an export of before the merge", async () => {
    const caught = aCatch(5, { mine: friend.id });
    const userData = await storeOf(own, friend);
    await userData.write({ catches: [caught], pictures: [aPhoto(5)] });
    const older = await exportUserData(userData);
    await mergeDogs(userData, own, gift);
    const { dogs } = userData.value;
    await userData.write({ remove: { catches: [caught.id] } });
    expect(await importUserData(older, userData)).toMatchObject({ dogs: 0, catches: 1 });
    expect(userData.value.dogs).toEqual(dogs);
    expect(userData.value.catches).toEqual([{ ...caught, mine: own.id }]);
  });
});

it("A dog that can't be taught is tried again when dogs change, and not at other writes", async () => {
  const unlike = friends(3, "Bello", prototypeOf(ENCODER, embeddings(5, 1, 0, 640)));
  const userData = await storeOf(own, unlike);
  const judged = judging();
  const teacher = await teacherOf(userData, judged);
  expect(teacher.failure(unlike)).toBeInstanceOf(Error);
  await userData.write({ catches: [aCatch(5)] });
  await teacher.finished();
  expect(judged.taught).toHaveLength(2);
  await userData.write({ dogs: [unlike] });
  await teacher.finished();
  expect(judged.taught.slice(2)).toEqual([`mine:${unlike.id}`]);
});

it("Two dogs of one name, as an import brings them, are greeted as one", async () => {
  const later = { ...friends(2, "rex"), at: NOON - 1 };
  const judged = await taught(await storeOf(own, later));
  expect(Object.keys(judged)).toEqual([`mine:${own.id}`]);
  expect(judged[`mine:${own.id}`]).toBeGreaterThan(0.9);
});

it("A friend's looks of another model leave a dog's own pictures as they are", async () => {
  const given = [{ ...aGiven(8), looks: { ...LOOKS, encoder: "0".repeat(16) } }];
  const judged = await taught(await storeOf({ ...own, given }));
  expect(judged[`mine:${own.id}`]).toBeGreaterThan(0.9);
});
