/** Sample records, as the app stores them, with photos that are real JPEGs. */
import { readFileSync } from "node:fs";
import type { Catch, Example, Find, MyDog, Photo, Walk } from "../src/storage/userRecords";
import type { UserDataStore } from "../src/storage/userDataStore";

export const BEAGLE = "n02088364";
export const PUG = "n02110958";
export const VIZSLA = "n02100583";
export const DINGO = "n02115641";

/** 2026-06-01, noon in Greenwich. */
export const NOON = Date.UTC(2026, 5, 1, 12);
export const HOUR = 3_600_000;

const { jpeg } = JSON.parse(readFileSync(new URL("fixtures/v1.json", import.meta.url), "utf8")) as {
  jpeg: string;
};

/** Returns a small JPEG; a mark behind its end makes it differ from others. */
export function jpegOf(mark: string): Blob {
  return new Blob([Buffer.from(jpeg, "base64"), mark], { type: "image/jpeg" });
}

/** Returns the nth record's id. */
export function idOf(n: number): string {
  return `0d06ca7c-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}

export function aCatch(n: number, changed: Partial<Catch> = {}): Catch {
  return {
    id: idOf(n),
    at: NOON + n,
    breed: BEAGLE,
    by: "app",
    guesses: [
      { id: BEAGLE, score: 0.75 },
      { id: PUG, score: 0.125 },
    ],
    how: "live",
    place: null,
    mine: null,
    mix: null,
    dogs: 1,
    offset: null,
    ...changed,
  };
}

export function anExample(n: number, changed: Partial<Example> = {}): Example {
  return { id: idOf(n), at: NOON + n, breed: PUG, not: BEAGLE, ...changed };
}

export function aDog(n: number, photos: readonly number[], name = "Rex"): MyDog {
  return {
    ...{ id: idOf(n), at: NOON + n, offset: null },
    ...{ name, pictures: photos.map(idOf), looks: null, given: [], others: [] },
  };
}

export function aFind(n: number, changed: Partial<Find> = {}): Find {
  return {
    id: idOf(n),
    at: NOON + n,
    offset: null,
    animal: "cat",
    how: "photo",
    place: null,
    ...changed,
  };
}

/** A walk of an hour, with a point at its start and one at its end. */
export function aWalk(n: number, changed: Partial<Walk> = {}): Walk {
  const at = NOON + n;
  const path = [[48.86, 2.29, at] as const, [48.87, 2.3, at + HOUR] as const];
  return { id: idOf(n), at, end: at + HOUR, path, ...changed };
}

export function aPhoto(n: number, mark = `${n}`): Photo {
  const box = { x: n, y: 2.5, width: 30, height: 40 };
  return { id: idOf(n), photo: jpegOf(`photo ${mark}`), thumb: jpegOf(`thumb ${mark}`), box };
}

/** Returns a photo as a value that can be compared. */
export async function comparable(photo: Photo | null): Promise<unknown> {
  if (!photo) return null;
  const bytes = async (blob: Blob): Promise<string> =>
    `${blob.type} ${Buffer.from(await blob.arrayBuffer()).toString("base64")}`;
  const { id, box } = photo;
  return { id, box, photo: await bytes(photo.photo), thumb: await bytes(photo.thumb) };
}

/** Returns all of the user's data, with the photos, as a value that can be compared. */
export async function allData(userData: UserDataStore): Promise<unknown> {
  const { catches, examples, dogs, finds, walks } = userData.value;
  const ids = [...catches, ...examples, ...finds].map(({ id }) => id);
  const all = new Set([...ids, ...dogs.flatMap(({ pictures }) => pictures)]);
  const photos = [...all].sort().map(async (id) => comparable(await userData.photo(id)));
  return { catches, examples, dogs, finds, walks, photos: await Promise.all(photos) };
}
