/** The actions of catching, correcting and teaching; each writes its records in one transaction. */
import { encodePhoto } from "../images/photoWorkerClient";
import type { Box } from "../images/geometry";
import type { Prediction } from "../detection/dogPrediction";
import type { CaptureSource, Catch, Example, MyDog, NamedDog } from "../storage/userRecords";
import { cleanName } from "../storage/dogNames";
import { timeNow } from "../storage/recordTime";
import { askToPersist } from "../storage/storageQuota";
import type { UserDataStore } from "../storage/userDataStore";
import { currentPlace } from "./userLocation";

/** A dog in an image, with the app's prediction. */
export interface Sighting {
  readonly image: ImageBitmap;
  readonly box: Box;
  readonly prediction: Prediction;
  readonly source: CaptureSource;
  /** The dogs in view, this one among them; 1 where it is left out. */
  readonly dogs?: number;
}

/**
 * Stores a catch.
 * @param named - what the user names it; null where the app's prediction stands.
 * @returns the catch, and whether it is the first of its breed, or the first mixed breed.
 */
export async function addCatch(
  userData: UserDataStore,
  sighting: Sighting,
  named: NamedDog | null = null,
): Promise<{ caught: Catch; isNew: boolean }> {
  const { prediction, image, box, source, dogs = 1 } = sighting;
  const [encoded, place] = await Promise.all([
    encodePhoto(image, box),
    source === "live" && userData.value.settings.places ? currentPlace() : null, // a photo may be of anywhere
  ]);
  const caught: Catch = {
    id: crypto.randomUUID(),
    ...timeNow(),
    breed: named?.breed ?? prediction.breed,
    by: named === null ? "app" : "user",
    guesses: prediction.alternatives.map(({ id, score }) => ({ id, score })),
    how: source,
    place,
    mine: prediction.mine?.id ?? null,
    mix: named?.mix ?? null,
    dogs: Math.max(1, dogs),
  };
  // A mixed breed is no label: there is nothing to learn from it.
  const examples = named === null || named.mix ? [] : [exampleOf(caught, prediction)];
  const isNew = !userData.value.catches.some((each) => isSameKind(each, caught));
  await userData.write({ catches: [caught], examples, pictures: [{ id: caught.id, ...encoded }] });
  void askToPersist();
  return { caught, isNew };
}

/** Tells whether two catches are of one breed, or both of mixed breeds. */
export function isSameKind(one: NamedDog, other: NamedDog): boolean {
  return one.mix || other.mix ? Boolean(one.mix && other.mix) : one.breed === other.breed;
}

function exampleOf({ id, at, breed }: Catch, { kind, breed: predicted }: Prediction): Example {
  return { id, at, breed, not: kind === "dog" && predicted !== breed ? predicted : null };
}

/** Returns whether a catch is still stored: another tab may have deleted it. */
function isStored({ value }: UserDataStore, { id }: Catch): boolean {
  return value.catches.some((each) => each.id === id);
}

/** Corrects the breed of a catch, or says that it is a mixed one, as the user names it. */
export async function correctCatch(
  userData: UserDataStore,
  caught: Catch,
  { breed, mix }: NamedDog,
): Promise<void> {
  if (!isStored(userData, caught)) return;
  const { id } = caught;
  const corrected: Catch = { ...caught, breed, mix, by: "user" };
  if (mix) return userData.write({ catches: [corrected], remove: { examples: [id] } });
  const predicted =
    caught.by === "app"
      ? caught.breed
      : (userData.value.examples.find((each) => each.id === id)?.not ?? null);
  const not = predicted === breed ? null : predicted;
  await userData.write({
    catches: [corrected],
    examples: [{ id, at: Date.now(), breed, not }],
  });
}

/** Stores a sighting without a dog, as the user says, as an example. */
export async function addNoDogExample(userData: UserDataStore, sighting: Sighting): Promise<void> {
  const id = crypto.randomUUID();
  const encoded = await encodePhoto(sighting.image, sighting.box);
  const example: Example = { id, at: Date.now(), breed: null, not: sighting.prediction.breed };
  await userData.write({ examples: [example], pictures: [{ id, ...encoded }] });
}

/** Turns a catch without a dog, as the user says, into an example. */
export async function denyCatch(userData: UserDataStore, caught: Catch): Promise<void> {
  if (!isStored(userData, caught)) return;
  const { id, breed, mix } = caught;
  const example: Example = { id, at: Date.now(), breed: null, not: mix ? null : breed };
  await userData.write({ examples: [example], remove: { catches: [id] } });
}

export async function deleteCatch(userData: UserDataStore, { id }: Catch): Promise<void> {
  await userData.write({ remove: { catches: [id], examples: [id], pictures: [id] } });
}

/**
 * Deletes a catch, as `deleteCatch` does.
 * @returns a function that stores it again as it was, with its photo.
 */
export async function releaseCatch(
  userData: UserDataStore,
  caught: Catch,
): Promise<() => Promise<void>> {
  const { id } = caught;
  const photo = await userData.photo(id);
  const examples = userData.value.examples.filter((each) => each.id === id);
  await deleteCatch(userData, caught);
  return () => userData.write({ catches: [caught], examples, pictures: photo ? [photo] : [] });
}

/** Stores a dog of the user's own, with the photos to teach it from. */
export async function addMyDog(
  userData: UserDataStore,
  name: string,
  examples: readonly { readonly image: ImageBitmap; readonly box: Box }[],
): Promise<MyDog> {
  const photos = await Promise.all(
    examples.map(async ({ image, box }) => ({
      id: crypto.randomUUID(),
      ...(await encodePhoto(image, box)),
    })),
  );
  const dog: MyDog = {
    id: crypto.randomUUID(),
    ...timeNow(),
    name: cleanName(name),
    pictures: photos.map(({ id }) => id),
    looks: null,
    given: [],
    others: [],
  };
  await userData.write({ dogs: [dog], pictures: photos });
  void askToPersist();
  return dog;
}

export async function deleteMyDog(userData: UserDataStore, dog: MyDog): Promise<void> {
  const pictures = [...dog.pictures, ...dog.given.flatMap((each) => each.pictures)];
  await userData.write({ remove: { dogs: [dog.id], pictures } });
}
