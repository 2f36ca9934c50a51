/** Keeping an animal that is no dog, and letting it go. */
import type { OtherAnimal } from "../detection/otherAnimals";
import { encodePhoto } from "../images/photoWorkerClient";
import { timeNow } from "../storage/recordTime";
import { askToPersist } from "../storage/storageQuota";
import type { UserDataStore } from "../storage/userDataStore";
import type { CaptureSource, Find } from "../storage/userRecords";

export async function addFind(
  userData: UserDataStore,
  image: ImageBitmap,
  { animal, box }: OtherAnimal,
  how: CaptureSource,
): Promise<Find> {
  const encoded = await encodePhoto(image, box);
  // A photo may be of anywhere, so it has no place.
  const find: Find = { id: crypto.randomUUID(), ...timeNow(), animal, how, place: null };
  await userData.write({ finds: [find], pictures: [{ id: find.id, ...encoded }] });
  void askToPersist();
  return find;
}

/**
 * Deletes a find with its photo.
 * @returns a function that stores it again as it was.
 */
export async function releaseFind(
  userData: UserDataStore,
  find: Find,
): Promise<() => Promise<void>> {
  const photo = await userData.photo(find.id);
  await userData.write({ remove: { finds: [find.id], pictures: [find.id] } });
  return () => userData.write({ finds: [find], pictures: photo ? [photo] : [] });
}
