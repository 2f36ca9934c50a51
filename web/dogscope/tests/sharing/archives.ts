/** Archives of the user's data that the app did not write itself. */
import { strToU8, zipSync } from "fflate";
import { FORMAT } from "../../src/sharing/archiveFormat";
import type { Change } from "../../src/storage/userDataStore";
import {
  aCatch,
  aDog,
  aFind,
  anExample,
  aPhoto,
  aWalk,
  BEAGLE,
  idOf,
  jpegOf,
  PUG,
} from "../sampleRecords";

export type Json = Record<string, unknown>;

export const PLACE = { latitude: 48.86, longitude: 2.29, accuracy: 12 };

/** Records of every kind, with their photos. */
export const ALL: Change = {
  catches: [
    aCatch(1, { place: PLACE, mix: [BEAGLE, PUG], dogs: 2 }),
    aCatch(2, { breed: PUG, by: "user", mine: idOf(9) }),
  ],
  examples: [anExample(2), anExample(5, { breed: null })],
  dogs: [aDog(9, [7, 8], "Zoë 🐾")],
  finds: [aFind(10, { place: PLACE })],
  walks: [aWalk(11)],
  pictures: [1, 2, 5, 7, 8, 10].map((n) => aPhoto(n)),
};

/** Returns the listing of some records, as a value to damage. */
export function listingOf({ pictures, ...records }: Change = ALL): Json {
  const boxes = Object.fromEntries(pictures!.map(({ id, box }) => [id, box]));
  return { format: FORMAT, ...records, boxes };
}

/** Returns the photos' files of some records; a mark makes them differ from those of the records. */
export async function jpegFiles(
  { pictures }: Change = ALL,
  mark = "",
): Promise<Record<string, Uint8Array>> {
  const jpeg = new Uint8Array(await jpegOf(mark).arrayBuffer());
  return Object.fromEntries(
    pictures!.flatMap(({ id }) => [
      [`photos/${id}.jpg`, jpeg],
      [`thumbs/${id}.jpg`, jpeg],
    ]),
  );
}

/** Zips files with a listing, which may be any JSON or a text that is none. */
export function zipOf(listing: unknown, files: Record<string, Uint8Array>): Blob {
  const text = typeof listing === "string" ? listing : JSON.stringify(listing);
  return new Blob([zipSync({ ...files, "dogscope.json": strToU8(text) }, { level: 0 })]);
}

/** Zips the photos of `ALL` with a listing. */
export async function archiveOf(
  listing: unknown,
  { changed = {}, mark = "" }: { changed?: Record<string, Uint8Array>; mark?: string } = {},
): Promise<Blob> {
  return zipOf(listing, { ...(await jpegFiles(ALL, mark)), ...changed });
}
