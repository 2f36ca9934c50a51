/** Giving a known dog away, and taking one that a friend gives. */
import type { Models } from "../detection/dogModels";
import { channelsOf, likeness } from "../detection/dogPrototype";
import { ENCODER_DIGITS, writeGift, type DogGift } from "../sharing/dogGift";
import { GiftError, GIFT_ENDING } from "../sharing/giftFile";
import { smallPhoto } from "../images/photoCodec";
import { cleanName } from "../storage/dogNames";
import { timeNow } from "../storage/recordTime";
import { askToPersist } from "../storage/storageQuota";
import type { UserDataStore } from "../storage/userDataStore";
import type { MyDog, Photo } from "../storage/userRecords";

/** The logarithm of the odds from which on the classifier is sure: 0.9 to 0.1. */
const SURE_ODDS = Math.log(9);

/** Returns a dog as it is given away: its name, its looks and a small photo. */
export async function giftOf(
  userData: UserDataStore,
  models: Models,
  dog: MyDog,
): Promise<DogGift> {
  const thumbs = await thumbsOf(userData, dog);
  const looks = dog.looks ?? (await models.prototypeOf(thumbs));
  const photo = thumbs[0] ? await smallPhoto(thumbs[0]) : null;
  return { id: dog.id, name: dog.name, looks, photo };
}

async function thumbsOf(userData: UserDataStore, dog: MyDog): Promise<Blob[]> {
  const photos = await Promise.all(dog.pictures.map((id) => userData.photo(id)));
  return photos.filter((photo) => photo !== null).map(({ thumb }) => thumb);
}

/** Returns a gift as a file, named after the dog. */
export function giftFile(gift: DogGift): File {
  const name = gift.name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "dog";
  return new File([writeGift(gift)], name + GIFT_ENDING, { type: "application/octet-stream" });
}

/** A friend's dog, as far as it is compared: a gift, or one that was taken before. */
export type FriendsDog = Pick<DogGift, "id" | "name" | "looks">;

/**
 * Returns the dog that a friend's dog may be: one that the classifier would greet in its place, or one
 * of the same name that is likelier the same than not. Only the user knows. Null where there is none.
 */
export async function sameDogAs(
  friends: FriendsDog,
  userData: UserDataStore,
  models: Models,
): Promise<MyDog | null> {
  if (channelsOf(friends.looks) !== models.channels) return null;
  let best: MyDog | null = null;
  let highest = -Infinity;
  for (const dog of userData.value.dogs) {
    if (dog.id === friends.id) continue;
    const thumbs = dog.looks ? [] : await thumbsOf(userData, dog);
    if (!dog.looks && thumbs.length === 0) continue;
    const odds = likeness(friends.looks, dog.looks ?? (await models.prototypeOf(thumbs)));
    const isNamesake = dog.name.toLowerCase() === friends.name.toLowerCase();
    if (odds > (isNamesake ? 0 : SURE_ODDS) && odds > highest) [best, highest] = [dog, odds];
  }
  return best;
}

/**
 * Makes a friend's dog and one that is here one dog, which is taught from both. Where the friend's dog
 * was here, too, its catches become those of the dog that stays.
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
  const given = [...stays.given, ...(before?.given ?? [])].filter((each) => each.id !== friends.id);
  const merged: MyDog = { ...stays, given: [...given, { id: friends.id, looks: friends.looks }] };
  const met = before ? catches.filter(({ mine }) => mine === before.id) : [];
  const kept = await Promise.all((before?.pictures ?? []).map((photo) => userData.photo(photo)));
  await userData.write({
    dogs: [merged],
    catches: met.map((each) => ({ ...each, mine: id })),
    remove: before ? { dogs: [before.id], pictures: before.pictures } : {},
  });
  return () =>
    userData.write({
      dogs: before ? [stays, before] : [stays],
      catches: met,
      pictures: kept.filter((photo) => photo !== null),
    });
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
 * @throws GiftError - it was taught to another version of the model, or is no dog of this one.
 */
export async function takeGift(
  userData: UserDataStore,
  models: Models,
  gift: DogGift,
  name: string,
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
