/** Exports all of the user's data as one zip, to keep or to import on another phone. */
import type { Box } from "../images/geometry";
import type { UserDataStore } from "../storage/userDataStore";
import { FORMAT, LISTING, photoIdsOf, photoName } from "./archiveFormat";
import { writeZip, type Entry } from "./archiveZip";

/** @param places - whether the exact places of the catches go with them. */
export async function exportUserData(
  userData: UserDataStore,
  { places = true } = {},
): Promise<Blob> {
  const { examples, dogs } = userData.value;
  const catches = places
    ? userData.value.catches
    : userData.value.catches.map((each) => ({ ...each, place: null }));
  const boxes: Record<string, Box> = {};
  return writeZip(entries());

  async function* entries(): AsyncGenerator<Entry> {
    for (const id of photoIdsOf({ catches, examples, dogs })) {
      const photo = await userData.photo(id);
      if (!photo) continue;
      boxes[id] = photo.box;
      yield { name: photoName("photos", id), content: photo.photo };
      yield { name: photoName("thumbs", id), content: photo.thumb };
    }
    const listing = { format: FORMAT, catches, examples, dogs, boxes };
    yield { name: LISTING, content: JSON.stringify(listing) };
  }
}
