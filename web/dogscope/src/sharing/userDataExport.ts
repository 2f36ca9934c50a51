/** Exports all of the user's data as one zip, to keep or to import on another phone. */
import type { Box } from "../images/geometry";
import type { UserDataStore } from "../storage/userDataStore";
import type { Records } from "../storage/userRecords";
import { FORMAT, LISTING, photoIdsOf, photoName } from "./archiveFormat";
import { writeZip, type Entry } from "./archiveZip";

/** @param places - whether the exact places of the catches, and the walks, go with them. */
export async function exportUserData(
  userData: UserDataStore,
  { places = true } = {},
): Promise<Blob> {
  const records = places ? recordsOf(userData) : withoutPlaces(recordsOf(userData));
  const boxes: Record<string, Box> = {};
  return writeZip(entries());

  async function* entries(): AsyncGenerator<Entry> {
    for (const id of photoIdsOf(records)) {
      const photo = await userData.photo(id);
      if (!photo) continue;
      boxes[id] = photo.box;
      yield { name: photoName("photos", id), content: photo.photo };
      yield { name: photoName("thumbs", id), content: photo.thumb };
    }
    const listing = { format: FORMAT, ...records, boxes };
    yield { name: LISTING, content: JSON.stringify(listing) };
  }
}

function recordsOf({ value }: UserDataStore): Records {
  const { catches, examples, dogs, finds } = value;
  // An export holds finished walks: a later import could not go on with another phone's walk.
  return { catches, examples, dogs, finds, walks: value.walks.filter(({ end }) => end !== null) };
}

function withoutPlaces(records: Records): Records {
  const { catches, finds } = records;
  return {
    ...records,
    catches: catches.map((each) => ({ ...each, place: null })),
    finds: finds.map((each) => ({ ...each, place: null })),
    walks: [],
  };
}
