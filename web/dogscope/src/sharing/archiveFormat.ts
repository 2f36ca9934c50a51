/**
 * The archive of all of the user's data: a zip of photos, and a listing of the records.
 *
 * Its author may be a stranger, so only records of the right shape are read.
 */
import { breedIdOf, breedOf } from "../breeds/breedCatalogue";
import type { Box } from "../images/geometry";
import { catchOfToday, exampleOfToday } from "../storage/mergedBreeds";
import type { Catch, Example, MyDog } from "../storage/userRecords";

/** The format's number: raise it with every change, and go on reading the old ones. */
export const FORMAT = 1;
export const LISTING = "dogscope.json";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PHOTO_NAME = /^(photos|thumbs)\/([0-9a-f-]{36})\.jpg$/;

/** The two sizes of a photo, each in a folder of its own. */
export type PhotoFolder = "photos" | "thumbs";

export type ArchiveErrorCode = "not-ours" | "newer" | "damaged";

export class ArchiveError extends Error {
  override readonly name = "ArchiveError";

  constructor(
    readonly code: ArchiveErrorCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

export interface ArchiveRecords {
  readonly catches: readonly Catch[];
  readonly examples: readonly Example[];
  readonly dogs: readonly MyDog[];
}

export interface Listing extends ArchiveRecords {
  /** The box of the dog in each photo, by the photo's id. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** The number of records of a wrong shape. */
  readonly rejected: number;
}

export function photoName(folder: PhotoFolder, id: string): string {
  return `${folder}/${id}.jpg`;
}

/** Reads the name of a photo's file; null for any other file. */
export function parsePhotoName(name: string): { folder: PhotoFolder; id: string } | null {
  const found = PHOTO_NAME.exec(name);
  return found && { folder: found[1] as PhotoFolder, id: found[2]! };
}

/** Returns the ids of all photos that belong to records. */
export function photoIdsOf({ catches, examples, dogs }: ArchiveRecords): Set<string> {
  return new Set([
    ...[...catches, ...examples].map(({ id }) => id),
    ...dogs.flatMap(({ pictures }) => pictures),
  ]);
}

/**
 * Checks a listing.
 * @param found - the parsed JSON; undefined where the zip has none.
 * @throws ArchiveError - it is no listing, or of a later format.
 */
export function checkListing(found: unknown): Listing {
  if (!isRecord(found) || typeof found.format !== "number") throw new ArchiveError("not-ours");
  if (found.format > FORMAT) throw new ArchiveError("newer");
  const boxes = new Map<string, Box>();
  for (const [id, box] of Object.entries(isRecord(found.boxes) ? found.boxes : {})) {
    if (isId(id) && isBox(box)) boxes.set(id, box);
  }
  const lists = [listOf(found.catches), listOf(found.examples), listOf(found.dogs)] as const;
  const catches = lists[0].filter(isCatch);
  const examples = lists[1].filter(isExample);
  const dogs = lists[2].filter(isMyDog);
  const rejected = lists.flat().length - catches.length - examples.length - dogs.length;
  return {
    ...{ dogs, boxes, rejected },
    catches: catches.map(catchOfToday),
    examples: examples.map(exampleOfToday),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isId = (value: unknown): value is string => typeof value === "string" && ID.test(value);
const isBreed = (value: unknown): boolean =>
  typeof value === "string" && breedOf(breedIdOf(value)) !== null;

function isDated(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && isId(value.id) && isNumber(value.at) && Math.abs(value.at) < 8.64e15;
}

function isBox(value: unknown): value is Box {
  if (!isRecord(value)) return false;
  const { x, y, width, height } = value;
  return (
    isNumber(x) && isNumber(y) && isNumber(width) && isNumber(height) && width > 0 && height > 0
  );
}

function isCatch(value: unknown): value is Catch {
  if (!isDated(value)) return false;
  const { breed, by, guesses, how, place, mine } = value;
  return (
    isBreed(breed) &&
    (by === "app" || by === "user") &&
    Array.isArray(guesses) &&
    guesses.length <= 10 &&
    guesses.every((each) => isRecord(each) && isBreed(each.id) && isNumber(each.score)) &&
    (how === "live" || how === "photo" || how === "sample") &&
    (place === null || isPlace(place)) &&
    (mine === null || isId(mine))
  );
}

function isPlace(value: unknown): boolean {
  return (
    isRecord(value) &&
    isNumber(value.latitude) &&
    Math.abs(value.latitude) <= 90 &&
    isNumber(value.longitude) &&
    Math.abs(value.longitude) <= 180 &&
    isNumber(value.accuracy)
  );
}

function isExample(value: unknown): value is Example {
  if (!isDated(value)) return false;
  const { breed, not } = value;
  return (breed === null || isBreed(breed)) && (not === null || isBreed(not));
}

function isMyDog(value: unknown): value is MyDog {
  if (!isDated(value)) return false;
  const { name, pictures } = value;
  return (
    typeof name === "string" &&
    name.trim() !== "" &&
    name.length <= 60 &&
    !/\p{C}/u.test(name) &&
    Array.isArray(pictures) &&
    pictures.length <= 100 &&
    pictures.every(isId)
  );
}
