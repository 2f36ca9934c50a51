/** What the tests are made of: records as the app keeps them, and photos that are photos. */
import { readFileSync } from "node:fs";
import type { Keeper } from "../src/storage/userDataStore";
import type { Catch, Example, MyDog, Picture } from "../src/storage/records";

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

/** A small JPEG; what comes after its end tells one from another. */
export function photo(mark: string): Blob {
  return new Blob([Buffer.from(jpeg, "base64"), mark], { type: "image/jpeg" });
}

/** The key of the nth thing. */
export function key(n: number): string {
  return `0d06ca7c-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}

export function aCatch(n: number, changed: Partial<Catch> = {}): Catch {
  return {
    id: key(n),
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
    ...changed,
  };
}

export function anExample(n: number, changed: Partial<Example> = {}): Example {
  return { id: key(n), at: NOON + n, breed: PUG, not: BEAGLE, ...changed };
}

export function aDog(n: number, pictures: readonly number[], name = "Rex"): MyDog {
  return { id: key(n), at: NOON + n, name, pictures: pictures.map(key) };
}

export function aPicture(n: number, mark = `${n}`): Picture {
  const box = { x: n, y: 2.5, width: 30, height: 40 };
  return { id: key(n), photo: photo(`photo ${mark}`), thumb: photo(`thumb ${mark}`), box };
}

/** A picture as a value that can be compared. */
export async function told(picture: Picture | null): Promise<unknown> {
  if (!picture) return null;
  const bytes = async (blob: Blob): Promise<string> =>
    `${blob.type} ${Buffer.from(await blob.arrayBuffer()).toString("base64")}`;
  const { id, box } = picture;
  return { id, box, photo: await bytes(picture.photo), thumb: await bytes(picture.thumb) };
}

/** All that a keeper has, its pictures included, as a value that can be compared. */
export async function everything(keeper: Keeper): Promise<unknown> {
  const { catches, examples, dogs } = keeper.kept;
  const keys = [...catches, ...examples].map(({ id }) => id);
  const all = new Set([...keys, ...dogs.flatMap(({ pictures }) => pictures)]);
  const pictures = [...all].sort().map(async (id) => told(await keeper.picture(id)));
  return { catches, examples, dogs, pictures: await Promise.all(pictures) };
}
