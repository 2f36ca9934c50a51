import { describe, expect, it } from "vitest";
import { FewShotLabels } from "../../../runtime/src/fewShot/fewShotLabels";
import type { Models } from "../../src/detection/dogModels";
import { examplesOf, prototypeOf } from "../../src/detection/dogPrototype";
import { mergeDogs, sameDogAs } from "../../src/state/dogGifts";
import { DogTeacher } from "../../src/state/dogTeacher";
import type { UserDataStore } from "../../src/storage/userDataStore";
import type { MyDog } from "../../src/storage/userRecords";
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

/** The classifier's own judge of taught dogs, to which every photo is one of Rex. */
function judging(): { models: Models; judge: (first: number) => Record<string, number> } {
  const labels = new FewShotLabels();
  const teach: Models["teach"] = (label, images, looks) => {
    labels.forget(label);
    const seen = embeddings(images.length).map((each) => Float64Array.from(each));
    const examples = [
      ...seen.map((embedding, at) => ({ embedding, sha256: `${label} ${at}` })),
      ...looks.flatMap(({ key, looks: those }) =>
        examplesOf(those).map((embedding, at) => ({ embedding, sha256: `${key} ${at}` })),
      ),
    ].map((each) => ({ ...each, factor: 1, file: null, type: "" }));
    if (examples.length > 0) labels.teach(label, examples);
    return Promise.resolve();
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
  return { models, judge };
}

const storeOf = (...dogs: MyDog[]): Promise<UserDataStore> =>
  storeWith({ dogs, pictures: PICTURES.map((n) => aPhoto(n)) });

async function taught(userData: UserDataStore): Promise<Record<string, number>> {
  const { models, judge } = judging();
  const teacher = new DogTeacher(userData);
  teacher.start(models);
  await teacher.finished();
  return judge(20);
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
    const merged = { ...own, given: [{ id, looks: LOOKS }] };
    expect(userData.value.dogs).toEqual([merged]);
    expect(userData.value.catches).toEqual([{ ...caught, mine: own.id }]);
    expect(await userData.hasPhoto(picture.id)).toBe(false);
    await undo();
    expect(userData.value.dogs).toEqual([before, own]);
    expect(userData.value.catches).toEqual([caught]);
    expect(await userData.hasPhoto(picture.id)).toBe(true);
  });
});

it("Two dogs of one name, as an import brings them, are greeted as one", async () => {
  const later = { ...friends(2, "rex"), at: NOON - 1 };
  const judged = await taught(await storeOf(own, later));
  expect(Object.keys(judged)).toEqual([`mine:${own.id}`]);
  expect(judged[`mine:${own.id}`]).toBeGreaterThan(0.9);
});

it("A friend's looks of another model leave a dog's own pictures as they are", async () => {
  const given = [{ id: idOf(8), looks: { ...LOOKS, encoder: "0".repeat(16) } }];
  const judged = await taught(await storeOf({ ...own, given }));
  expect(judged[`mine:${own.id}`]).toBeGreaterThan(0.9);
});
