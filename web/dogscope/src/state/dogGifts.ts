/** Giving a known dog away, and taking one that a friend gives. */
import type { Models } from "../detection/dogModels";
import { channelsOf, likeness } from "../detection/dogPrototype";
import { ENCODER_DIGITS, writeGift, type DogGift } from "../sharing/dogGift";
import { GiftError, GIFT_ENDING } from "../sharing/giftFile";
import { smallPhoto } from "../images/photoCodec";
import { cleanName, freeName } from "../storage/dogNames";
import { timeNow } from "../storage/recordTime";
import { askToPersist } from "../storage/storageQuota";
import type { UserDataStore } from "../storage/userDataStore";
import {
  MOST_GIVEN,
  type DogPrototype,
  type GivenDog,
  type MyDog,
  type Photo,
} from "../storage/userRecords";

/** The logarithm of the odds from which on the classifier is sure: 0.9 to 0.1. */
const SURE_ODDS = Math.log(9);

/** Returns a dog as it is given away: its name, its looks and a small photo. */
export async function giftOf(
  userData: UserDataStore,
  models: Models,
  dog: MyDog,
): Promise<DogGift> {
  const thumbs = await thumbsOf(userData, dog);
  const looks = await looksOf(userData, models, dog);
  const photo = thumbs[0] ? await smallPhoto(thumbs[0]) : null;
  return { id: dog.id, name: dog.name, looks, photo };
}

async function thumbsOf(userData: UserDataStore, dog: MyDog): Promise<Blob[]> {
  const photos = await Promise.all(dog.pictures.map((id) => userData.photo(id)));
  return photos.filter((photo) => photo !== null).map(({ thumb }) => thumb);
}

/** The looks of the user's own dogs by their photos' ids, as long as the models are loaded. */
const ownLooks = new WeakMap<Models, Map<string, Promise<DogPrototype>>>();

/** Returns a dog's looks; those of a dog that was taught here are computed once. */
async function looksOf(userData: UserDataStore, models: Models, dog: MyDog): Promise<DogPrototype> {
  if (dog.looks) return dog.looks;
  const known = ownLooks.get(models) ?? new Map<string, Promise<DogPrototype>>();
  ownLooks.set(models, known);
  const key = dog.pictures.join();
  const looks = known.get(key) ?? thumbsOf(userData, dog).then((all) => models.prototypeOf(all));
  known.set(key, looks);
  looks.catch(() => known.delete(key)); // it is tried again
  return looks;
}

/** Returns a gift as a file, named after the dog. */
export function giftFile(gift: DogGift): File {
  const name = gift.name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "dog";
  return new File([writeGift(gift)], name + GIFT_ENDING, { type: "application/octet-stream" });
}

/** A friend's dog, as far as it is compared: a gift, or one that was taken before. */
export type FriendsDog = Pick<DogGift, "id" | "name" | "looks"> &
  Partial<Pick<DogGift, "photo"> & Pick<MyDog, "others">>;

/**
 * Returns the dog that a friend's dog may be: one that the classifier would greet in its place, or one
 * of the same name that is likelier the same than not. Only the user knows, and is not asked again.
 * Null where there is none.
 */
export async function sameDogAs(
  friends: FriendsDog,
  userData: UserDataStore,
  models: Models,
): Promise<MyDog | null> {
  const { dogs } = userData.value;
  const merged = dogs.find(({ given }) => given.some(({ id }) => id === friends.id));
  if (merged) return merged; // both came by an import
  if (channelsOf(friends.looks) !== models.channels) return null;
  let best: MyDog | null = null;
  let highest = -Infinity;
  for (const dog of dogs) {
    if (dog.id === friends.id) continue;
    if (friends.others?.includes(dog.id) || dog.others.includes(friends.id)) continue;
    const looks = await looksOf(userData, models, dog).catch(() => null); // its photos are lost
    if (!looks) continue;
    const odds = likeness(friends.looks, looks);
    const isNamesake = dog.name.toLowerCase() === friends.name.toLowerCase();
    if (odds > (isNamesake ? 0 : SURE_ODDS) && odds > highest) [best, highest] = [dog, odds];
  }
  return best;
}

/**
 * Makes a friend's dog and one that is here one dog, which is taught from both. Where the friend's dog
 * was here, too, its catches become those of the dog that stays. Of more than 100 friends' dogs the
 * last ones are kept.
 * @returns a function that makes them two again.
 */
export async function mergeDogs(
  userData: UserDataStore,
  { id }: MyDog,
  friends: FriendsDog,
): Promise<() => Promise<void>> {
  const { dogs, catches } = userData.value;
  const stays = dogs.find((dog) => dog.id === id)!;
  const before = dogs.find((dog) => dog.id === friends.id);
  const known = stays.given.find((each) => each.id === friends.id);
  const pictures = before?.pictures ?? known?.pictures ?? [];
  const photo = pictures.length === 0 && friends.photo ? await photoOf(friends.photo) : null;
  const added: GivenDog = {
    id: friends.id,
    name: before?.name ?? known?.name ?? cleanName(friends.name),
    pictures: photo ? [photo.id] : pictures,
    looks: friends.looks,
  };
  const rest = [...stays.given, ...(before?.given ?? [])].filter((each) => each.id !== friends.id);
  const given = [...rest, added].slice(-MOST_GIVEN);
  const left = rest.filter((each) => !given.includes(each));
  const met = before ? catches.filter(({ mine }) => mine === before.id) : [];
  await userData.write({
    dogs: [{ ...stays, given }],
    catches: met.map((each) => ({ ...each, mine: id })),
    pictures: photo ? [photo] : [],
    remove: {
      dogs: before ? [before.id] : [],
      pictures: left.flatMap((each) => each.pictures),
    },
  });
  return () =>
    userData.write({
      dogs: before ? [stays, before] : [stays],
      catches: met,
      remove: { pictures: photo ? [photo.id] : [] },
    });
}

/**
 * Makes a friend's dog, which was made one with a dog, a dog of its own again. The catches stay with
 * the other one: nobody knows which of the two was met.
 * @returns the friend's dog, and a function that makes them one again.
 */
export async function takeApart(
  userData: UserDataStore,
  dog: MyDog,
  { id, name, pictures, looks }: GivenDog,
): Promise<{ dog: MyDog; undo: () => Promise<void> }> {
  const { dogs } = userData.value;
  const here = dogs.find((each) => each.id === id); // it came again by an import
  const found = here ?? { id, ...timeNow(), pictures, looks, given: [], others: [] };
  const names = dogs.filter((each) => each.id !== id).map((each) => each.name);
  const apart: MyDog = {
    ...found,
    name: freeName(here?.name ?? name ?? dog.name, names),
    others: withOther(found.others, dog),
  };
  const stays = { ...dog, given: dog.given.filter((each) => each.id !== id) };
  await userData.write({ dogs: [stays, apart] });
  const undo = (): Promise<void> =>
    userData.write({ dogs: here ? [dog, here] : [dog], remove: { dogs: here ? [] : [id] } });
  return { dog: apart, undo };
}

/** Remembers that a friend's dog is not one that it looks like. */
export async function tellApart(userData: UserDataStore, dog: MyDog, other: MyDog): Promise<void> {
  await userData.write({ dogs: [{ ...dog, others: withOther(dog.others, other) }] });
}

function withOther(others: readonly string[], { id }: MyDog): readonly string[] {
  return [...others.filter((each) => each !== id), id].slice(-MOST_GIVEN);
}

/** @throws GiftError - a dog was taught to another version of the model, or is no dog of this one. */
export function checkGift({ looks }: FriendsDog, models: Models): void {
  if (!models.encoder.startsWith(looks.encoder.slice(0, ENCODER_DIGITS))) {
    throw new GiftError("encoder");
  }
  if (channelsOf(looks) !== models.channels) throw new GiftError("damaged");
}

/**
 * Adds a friend's dog, or brings one that is here up to date.
 * @param name - what the user calls it.
 * @param other - the dog that it looks like, and that the user says is another one.
 * @throws GiftError - it was taught to another version of the model, or is no dog of this one.
 */
export async function takeGift(
  userData: UserDataStore,
  models: Models,
  gift: DogGift,
  name: string,
  other: MyDog | null = null,
): Promise<MyDog> {
  checkGift(gift, models);
  const before = userData.value.dogs.find(({ id }) => id === gift.id);
  const photo = gift.photo && (await photoOf(gift.photo));
  const dog: MyDog = {
    id: gift.id,
    ...timeNow(),
    ...(before && { at: before.at, offset: before.offset }),
    name: cleanName(name),
    pictures: photo ? [photo.id] : (before?.pictures ?? []),
    looks: gift.looks,
    given: before?.given ?? [],
    others: other ? withOther(before?.others ?? [], other) : (before?.others ?? []),
  };
  const old = photo ? (before?.pictures ?? []) : [];
  await userData.write({
    dogs: [dog],
    pictures: photo ? [photo] : [],
    remove: { pictures: old },
  });
  void askToPersist();
  return dog;
}

/** Returns a gift's photo as it is stored; null where it can't be decoded. */
async function photoOf(bytes: Uint8Array<ArrayBuffer>): Promise<Photo | null> {
  const jpeg = new Blob([bytes], { type: "image/jpeg" });
  try {
    const image = await createImageBitmap(jpeg);
    const { width, height } = image;
    image.close();
    const box = { x: 0, y: 0, width, height };
    return { id: crypto.randomUUID(), photo: jpeg, thumb: jpeg, box };
  } catch {
    return null;
  }
}
