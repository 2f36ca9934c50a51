/** Imports an archive of `userDataExport.ts`, beside the data that are here. */
import type { Photo } from "../storage/userRecords";
import type { UserDataStore } from "../storage/userDataStore";
import { RECORD_KINDS, type Records } from "../storage/userRecords";
import {
  ArchiveError,
  checkListing,
  countOf,
  LISTING,
  parsePhotoName,
  photoIdsOf,
  type Listing,
  type PhotoFolder,
} from "./archiveFormat";
import { readZip, ZipError } from "./archiveZip";

/** Photos to write to the database in one transaction. */
const BATCH = 20;

/** The number of records that were added, by kind. */
export interface ImportResult extends Readonly<Record<keyof Records, number>> {
  /** The number of records that were left out: of a wrong shape or breed, or without a photo. */
  readonly rejected: number;
}

/**
 * Adds the records that are not here yet; a record or a photo that is here stays as it is.
 * @throws ArchiveError - the file is no archive of Dog Scope, of a later format, or damaged.
 * @throws StorageError - the device is full; the older data are intact, and nothing was added.
 */
export async function importUserData(zip: Blob, userData: UserDataStore): Promise<ImportResult> {
  const listing = await readListing(zip);
  const records = newRecords(listing, userData.value);
  const ids = photoIdsOf(records);
  const wanted = await missingPhotos(ids, userData);
  // All of the zip is checked before anything is written.
  await reading(readZip(zip, LISTING, isPhotoOf(wanted), () => undefined));
  try {
    await importPhotos(zip, listing, wanted, userData);
  } catch (cause) {
    await userData.write({ remove: { pictures: [...wanted] } }).catch(() => undefined);
    throw cause;
  }
  // The records come last: an interrupted import shows no record without its photo.
  const missing = await missingPhotos(ids, userData);
  const hasPhoto = ({ id }: { readonly id: string }): boolean => !missing.has(id);
  const added: Records = {
    catches: records.catches.filter(hasPhoto),
    examples: records.examples.filter(hasPhoto),
    // A friend's dog is known without a photo.
    dogs: records.dogs.filter(
      ({ pictures, looks }) => looks !== null || pictures.some((id) => !missing.has(id)),
    ),
    finds: records.finds.filter(hasPhoto),
    walks: records.walks,
  };
  await userData.write(added);
  const counts = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, added[kind].length]));
  const rejected = listing.rejected + countOf(records) - countOf(added);
  return { ...(counts as Record<keyof Records, number>), rejected };
}

/**
 * Returns the listed records that are not here, each once. A dog that the user has made one with
 * another is here: its catches are the other one's.
 */
function newRecords(listing: Records, here: Records): Records {
  const fresh = <T extends { readonly id: string }>(
    listed: readonly T[],
    known: readonly T[],
  ): T[] => {
    const knownIds = new Set(known.map(({ id }) => id));
    const byId = new Map(listed.map((each) => [each.id, each]));
    return [...byId.values()].filter(({ id }) => !knownIds.has(id));
  };
  const merged = new Map(
    here.dogs.flatMap((dog) => dog.given.map(({ id }) => [id, dog.id] as const)),
  );
  return {
    catches: fresh(listing.catches, here.catches).map((each) => ({
      ...each,
      mine: (each.mine && merged.get(each.mine)) ?? each.mine,
    })),
    examples: fresh(listing.examples, here.examples),
    dogs: fresh(listing.dogs, here.dogs).filter(({ id }) => !merged.has(id)),
    finds: fresh(listing.finds, here.finds),
    walks: fresh(listing.walks, here.walks),
  };
}

async function missingPhotos(
  ids: ReadonlySet<string>,
  userData: UserDataStore,
): Promise<Set<string>> {
  const missing = new Set<string>();
  for (const id of ids) if (!(await userData.hasPhoto(id))) missing.add(id);
  return missing;
}

function isPhotoOf(ids: ReadonlySet<string>): (name: string) => boolean {
  return (name) => ids.has(parsePhotoName(name)?.id ?? "");
}

async function importPhotos(
  zip: Blob,
  listing: Listing,
  wanted: ReadonlySet<string>,
  userData: UserDataStore,
): Promise<void> {
  const halves = new Map<string, Partial<Record<PhotoFolder, Blob>>>();
  let batch: Photo[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = (): void => {
    const pictures = batch;
    batch = [];
    writing = writing.then(() => userData.write({ pictures }));
    writing.catch(() => undefined);
  };
  const addFile = (name: string, content: Uint8Array<ArrayBuffer>): void => {
    if (content[0] !== 0xff || content[1] !== 0xd8) return; // no JPEG
    const { folder, id } = parsePhotoName(name)!;
    const half = { ...halves.get(id), [folder]: new Blob([content], { type: "image/jpeg" }) };
    halves.set(id, half);
    const { photos: photo, thumbs: thumb } = half;
    const box = listing.boxes.get(id);
    if (!photo || !thumb || !box) return;
    halves.delete(id);
    batch.push({ id, photo, thumb, box });
    if (batch.length >= BATCH) flush();
  };
  await reading(readZip(zip, LISTING, isPhotoOf(wanted), addFile));
  if (batch.length > 0) flush();
  await writing;
}

async function readListing(zip: Blob): Promise<Listing> {
  let found: unknown;
  await reading(
    readZip(
      zip,
      LISTING,
      (name) => name === LISTING,
      (_, content) => {
        found = JSON.parse(new TextDecoder().decode(content));
      },
    ),
  );
  return checkListing(found);
}

/** Translates the errors of reading a zip and its listing. */
async function reading<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof ZipError || cause instanceof SyntaxError) {
      throw new ArchiveError("damaged", { cause });
    }
    throw cause;
  }
}
