/**
 * The archive of all of the user's data: a zip of photos, and a listing of the records.
 *
 * Its author may be a stranger, so only records of the right shape are read.
 */
import { breedIdOf, breedOf } from "../breeds/breedCatalogue";
import { MOST_CHANNELS, MOST_COUNT } from "../detection/dogPrototype";
import type { Box } from "../images/geometry";
import { isAnimal } from "../storage/animals";
import { MOST_NAME } from "../storage/dogNames";
import { catchOfToday, dogOfToday, exampleOfToday, findOfToday } from "../storage/olderRecords";
import { isOffset } from "../storage/recordTime";
import {
  MOST_GIVEN,
  RECORD_KINDS,
  type Catch,
  type Example,
  type Find,
  type MyDog,
  type Records,
  type Walk,
} from "../storage/userRecords";

/** The format's number: raise it with every change, and go on reading the old ones. */
export const FORMAT = 2;
export const LISTING = "dogscope.json";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The hex digits of a hash, or its first ones. */
const ENCODER = /^[0-9a-f]{16,64}$/;
/** Base64, of one byte at least. */
const CODES = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
/** Points of one walk: two days of one in ten seconds. */
const MOST_POINTS = 20_000;
/** Photos of one dog. */
const MOST_PICTURES = 100;
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

export interface Listing extends Records {
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
export function photoIdsOf({ catches, examples, dogs, finds }: Records): Set<string> {
  return new Set([
    ...[...catches, ...examples, ...finds].map(({ id }) => id),
    ...dogs.flatMap(({ pictures, given }) =>
      [pictures, ...given.map((each) => each.pictures)].flat(),
    ),
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
  const catches = listOf(found.catches).filter(isCatch);
  const examples = listOf(found.examples).filter(isExample);
  const records: Records = {
    catches: catches.map(catchOfToday),
    examples: examples.map(exampleOfToday),
    dogs: listOf(found.dogs).filter(isMyDog).map(dogOfToday),
    finds: listOf(found.finds).filter(isFind).map(findOfToday),
    walks: listOf(found.walks).filter(isWalk),
  };
  const listed = RECORD_KINDS.reduce((sum, kind) => sum + listOf(found[kind]).length, 0);
  return { ...records, boxes, rejected: listed - countOf(records) };
}

/** Returns the number of all records. */
export function countOf(records: Records): number {
  return RECORD_KINDS.reduce((sum, kind) => sum + records[kind].length, 0);
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

/** Tells whether a value is a time that a calendar has. */
const isTime = (value: unknown): boolean => isNumber(value) && Math.abs(value) < 8.64e15;

function isDated(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && isId(value.id) && isTime(value.at);
}

/** Tells whether a record has a time, and a clock or none: older ones don't say how it was set. */
function isTimed(value: unknown): value is Record<string, unknown> {
  if (!isDated(value)) return false;
  const { offset = null } = value;
  return offset === null || isOffset(offset);
}

function isBox(value: unknown): value is Box {
  if (!isRecord(value)) return false;
  const { x, y, width, height } = value;
  return (
    isNumber(x) && isNumber(y) && isNumber(width) && isNumber(height) && width > 0 && height > 0
  );
}

function isCatch(value: unknown): value is Catch {
  if (!isTimed(value)) return false;
  const { breed, by, guesses, how, place, mine, mix = null, dogs = 1 } = value;
  return (
    isBreed(breed) &&
    (by === "app" || by === "user") &&
    Array.isArray(guesses) &&
    guesses.length <= 10 &&
    guesses.every((each) => isRecord(each) && isBreed(each.id) && isNumber(each.score)) &&
    isSource(how) &&
    (place === null || isPlace(place)) &&
    (mine === null || isId(mine)) &&
    (mix === null || isMix(mix, breed)) &&
    isDogCount(dogs)
  );
}

const isSource = (value: unknown): boolean =>
  value === "live" || value === "photo" || value === "sample";

const isDogCount = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 100;

/** Tells whether breeds are those of a mixed breed, whose main one is given. */
function isMix(value: unknown, main: unknown): boolean {
  if (!Array.isArray(value) || value.length > 3 || value[0] !== main) return false;
  return value.every(isBreed);
}

function isFind(value: unknown): value is Find {
  if (!isTimed(value)) return false;
  const { animal, how, place } = value;
  return isAnimal(animal) && isSource(how) && (place === null || isPlace(place));
}

function isWalk(value: unknown): value is Walk {
  if (!isDated(value)) return false;
  const { at, end, path } = value;
  if (!isNumber(end) || end < (at as number) || !isTime(end)) return false;
  return Array.isArray(path) && path.length <= MOST_POINTS && path.every(isWalkPoint);
}

function isWalkPoint(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3 || !value.every(isNumber)) return false;
  const [latitude, longitude, at] = value as [number, number, number];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && isTime(at);
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
  if (!isTimed(value)) return false;
  const { name, pictures, looks = null, given = [], others = [] } = value;
  return (
    isName(name) &&
    areIds(pictures, MOST_PICTURES) &&
    (looks === null || isLooks(looks)) &&
    Array.isArray(given) &&
    given.length <= MOST_GIVEN &&
    given.every(isGiven) &&
    areIds(others, MOST_GIVEN)
  );
}

function isGiven(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { id, name = null, pictures = [], looks } = value;
  return (
    isId(id) && (name === null || isName(name)) && areIds(pictures, MOST_PICTURES) && isLooks(looks)
  );
}

const isName = (value: unknown): boolean =>
  typeof value === "string" &&
  value.trim() !== "" &&
  value.length <= MOST_NAME &&
  !/\p{C}/u.test(value);

const areIds = (value: unknown, most: number): boolean =>
  Array.isArray(value) && value.length <= most && value.every(isId);

function isLooks(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { encoder, count, agreement, codes } = value;
  return (
    typeof encoder === "string" &&
    ENCODER.test(encoder) &&
    Number.isInteger(count) &&
    (count as number) >= 1 &&
    (count as number) <= MOST_COUNT &&
    isNumber(agreement) &&
    agreement >= 0 &&
    agreement <= 1 &&
    typeof codes === "string" &&
    codes.length <= MOST_CHANNELS &&
    CODES.test(codes)
  );
}
