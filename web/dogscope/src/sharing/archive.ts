/** Everything of the user's as one zip, to take along to another phone. */
import { breedOf } from "../breeds/breedCatalogue";
import type { Change, Keeper } from "../storage/userDataStore";
import type { Catch, Example, MyDog, Picture } from "../storage/records";
import type { Box } from "../images/geometry";
import { readZip, writeZip, ZipError, type Entry } from "./zip";

/** The format's number: raise it when it changes, and keep reading the old ones. */
const FORMAT = 1;
const LISTING = "dogscope.json";
const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PHOTO = /^(photos|thumbs)\/([0-9a-f-]{36})\.jpg$/;
/** Photos that are written to the database at once. */
const AT_ONCE = 20;

/** How many of each were added. */
export interface Imported {
  readonly catches: number;
  readonly examples: number;
  readonly dogs: number;
  /** How many records were left out: of a shape or a breed that is not known, or without a photo. */
  readonly left: number;
}

export type ArchiveTrouble = "not-ours" | "newer" | "damaged";

export class ArchiveError extends Error {
  override readonly name = "ArchiveError";

  constructor(
    readonly trouble: ArchiveTrouble,
    options?: ErrorOptions,
  ) {
    super(trouble, options);
  }
}

interface Listing {
  readonly format: number;
  readonly catches: readonly Catch[];
  readonly examples: readonly Example[];
  readonly dogs: readonly MyDog[];
  readonly boxes: ReadonlyMap<string, Box>;
  /** How many records had not the right shape. */
  readonly left: number;
}

/** Writes all that is kept. */
export async function exportAll(keeper: Keeper): Promise<Blob> {
  const { catches, examples, dogs } = keeper.kept;
  const keys = pictureKeys({ catches, examples, dogs });
  const boxes: Record<string, Box> = {};
  return writeZip(entries());

  async function* entries(): AsyncGenerator<Entry> {
    for (const key of keys) {
      const picture = await keeper.picture(key);
      if (!picture) continue;
      boxes[key] = picture.box;
      yield { name: `photos/${key}.jpg`, content: picture.photo };
      yield { name: `thumbs/${key}.jpg`, content: picture.thumb };
    }
    const listing = { format: FORMAT, catches, examples, dogs, boxes };
    yield { name: LISTING, content: JSON.stringify(listing) };
  }
}

/**
 * Adds what was exported, without doubles: what is here already stays as it is.
 * @throws ArchiveError - it is no export of Dog Scope's, of a later one, or damaged.
 * @throws KeepingError - there is no room; what was kept before still is, and nothing was added.
 */
export async function importAll(zip: Blob, keeper: Keeper): Promise<Imported> {
  const listing = await readListing(zip);
  const have = keeper.kept;
  const fresh = <T extends { readonly id: string }>(
    there: readonly T[],
    here: readonly T[],
  ): T[] => {
    const known = new Set(here.map(({ id }) => id));
    const once = new Map(there.map((each) => [each.id, each]));
    return [...once.values()].filter(({ id }) => !known.has(id));
  };
  const catches = fresh(listing.catches, have.catches);
  const examples = fresh(listing.examples, have.examples);
  const dogs = fresh(listing.dogs, have.dogs);
  const wanted = pictureKeys({ catches, examples, dogs });
  // A photo that is here stays as it is, whatever an archive says of its key.
  const lacking = async (): Promise<Set<string>> => {
    const keys = new Set<string>();
    for (const key of wanted) if (!(await keeper.hasPicture(key))) keys.add(key);
    return keys;
  };
  const coming = await lacking();
  const isComing = (name: string): boolean => coming.has(PHOTO.exec(name)?.[2] ?? "");
  // All of it is checked before anything is written.
  await reading(readZip(zip, isComing, () => undefined));
  try {
    await readPictures(zip, listing, coming, keeper);
  } catch (cause) {
    await keeper.write({ remove: { pictures: [...coming] } }).catch(() => undefined);
    throw cause;
  }
  const missing = await lacking();
  const change = {
    catches: catches.filter(({ id }) => !missing.has(id)),
    examples: examples.filter(({ id }) => !missing.has(id)),
    dogs: dogs.filter(({ pictures }) => pictures.some((key) => !missing.has(key))),
  };
  await keeper.write(change);
  const added = change.catches.length + change.examples.length + change.dogs.length;
  return {
    catches: change.catches.length,
    examples: change.examples.length,
    dogs: change.dogs.length,
    left: listing.left + catches.length + examples.length + dogs.length - added,
  };
}

/** The keys of all pictures that records are of. */
function pictureKeys({
  catches,
  examples,
  dogs,
}: Pick<Listing, "catches" | "examples" | "dogs">): Set<string> {
  return new Set([
    ...[...catches, ...examples].map(({ id }) => id),
    ...dogs.flatMap(({ pictures }) => pictures),
  ]);
}

/** Pictures first, the records last: what is interrupted shows nothing without its photo. */
async function readPictures(
  zip: Blob,
  listing: Listing,
  wanted: ReadonlySet<string>,
  keeper: Keeper,
): Promise<void> {
  const halves = new Map<string, Partial<Record<"photos" | "thumbs", Blob>>>();
  let whole: Picture[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = (): void => {
    const change: Change = { pictures: whole };
    whole = [];
    writing = writing.then(() => keeper.write(change));
    writing.catch(() => undefined);
  };
  await reading(
    readZip(
      zip,
      (name) => wanted.has(PHOTO.exec(name)?.[2] ?? ""),
      (name, content) => {
        const [, kind, key] = PHOTO.exec(name)!;
        if (content[0] !== 0xff || content[1] !== 0xd8) return; // not a JPEG: left out
        const half = { ...halves.get(key!), [kind!]: new Blob([content], { type: "image/jpeg" }) };
        halves.set(key!, half);
        const { photos: photo, thumbs: thumb } = half;
        const box = listing.boxes.get(key!);
        if (!photo || !thumb || !box) return;
        halves.delete(key!);
        whole.push({ id: key!, photo, thumb, box });
        if (whole.length >= AT_ONCE) flush();
      },
    ),
  );
  if (whole.length > 0) flush();
  await writing;
}

async function readListing(zip: Blob): Promise<Listing> {
  let found: unknown;
  await reading(
    readZip(
      zip,
      (name) => name === LISTING,
      (_, content) => {
        found = JSON.parse(new TextDecoder().decode(content));
      },
    ),
  );
  if (!isRecord(found) || typeof found.format !== "number") throw new ArchiveError("not-ours");
  if (found.format > FORMAT) throw new ArchiveError("newer");
  const boxes = new Map<string, Box>();
  for (const [key, box] of Object.entries(isRecord(found.boxes) ? found.boxes : {})) {
    if (isKey(key) && isBox(box)) boxes.set(key, box);
  }
  const all = [list(found.catches), list(found.examples), list(found.dogs)] as const;
  const catches = all[0].filter(isCatch);
  const examples = all[1].filter(isExample);
  const dogs = all[2].filter(isMyDog);
  const left = all.flat().length - catches.length - examples.length - dogs.length;
  return { format: found.format, catches, examples, dogs, boxes, left };
}

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

// Whoever wrote an archive may be a stranger: only what has the right shape comes in.

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isKey = (value: unknown): value is string => typeof value === "string" && KEY.test(value);
const isBreed = (value: unknown): boolean => typeof value === "string" && breedOf(value) !== null;

function isDated(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && isKey(value.id) && isNumber(value.at) && Math.abs(value.at) < 8.64e15;
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
    (mine === null || isKey(mine))
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
    pictures.every(isKey)
  );
}
