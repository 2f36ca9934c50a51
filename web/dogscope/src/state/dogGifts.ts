/** Giving a known dog away, and taking one that a friend gives. */
import type { Models } from "../detection/dogModels";
import { channelsOf } from "../detection/dogPrototype";
import { ENCODER_DIGITS, writeGift, type DogGift } from "../sharing/dogGift";
import { GiftError, GIFT_ENDING } from "../sharing/giftFile";
import { smallPhoto } from "../images/photoCodec";
import { cleanName } from "../storage/dogNames";
import { askToPersist } from "../storage/storageQuota";
import type { UserDataStore } from "../storage/userDataStore";
import type { MyDog, Photo } from "../storage/userRecords";

/** Returns a dog as it is given away: its name, its looks and a small photo. */
export async function giftOf(
  userData: UserDataStore,
  models: Models,
  dog: MyDog,
): Promise<DogGift> {
  const photos = await Promise.all(dog.pictures.map((id) => userData.photo(id)));
  const thumbs = photos.filter((photo) => photo !== null).map(({ thumb }) => thumb);
  const looks = dog.looks ?? (await models.prototypeOf(thumbs));
  const photo = thumbs[0] ? await smallPhoto(thumbs[0]) : null;
  return { id: dog.id, name: dog.name, looks, photo };
}

/** Returns a gift as a file, named after the dog. */
export function giftFile(gift: DogGift): File {
  const name = gift.name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "dog";
  return new File([writeGift(gift)], name + GIFT_ENDING, { type: "application/octet-stream" });
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
  if (!models.encoder.startsWith(gift.looks.encoder.slice(0, ENCODER_DIGITS))) {
    throw new GiftError("encoder");
  }
  if (channelsOf(gift.looks) !== models.channels) throw new GiftError("damaged");
  const before = userData.value.dogs.find(({ id }) => id === gift.id);
  const photo = gift.photo && (await photoOf(gift.photo));
  const dog: MyDog = {
    id: gift.id,
    at: before?.at ?? Date.now(),
    name: cleanName(name),
    pictures: photo ? [photo.id] : (before?.pictures ?? []),
    looks: gift.looks,
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
