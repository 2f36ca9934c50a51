/** Checks the shape of all stored records, on which the app relies. */
import { expect } from "vitest";
import { breedOf } from "../../src/breeds/breedCatalogue";
import { ANIMALS } from "../../src/storage/animals";
import type { UserDataStore } from "../../src/storage/userDataStore";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isBreed = (id: unknown): boolean => typeof id === "string" && breedOf(id) !== null;

export async function expectWellFormed(store: UserDataStore): Promise<void> {
  const { catches, examples, dogs, finds, walks } = store.value;
  for (const { id, at } of [...catches, ...examples, ...dogs, ...finds, ...walks]) {
    expect(id).toMatch(ID);
    expect(Number.isNaN(new Date(at).getTime())).toBe(false);
  }
  for (const { id, breed, by, guesses, how, place, mine, mix, dogs } of catches) {
    expect(isBreed(breed)).toBe(true);
    expect(["app", "user"]).toContain(by);
    expect(["live", "photo", "sample"]).toContain(how);
    expect(Array.isArray(guesses)).toBe(true);
    for (const guess of guesses) {
      expect([isBreed(guess.id), Number.isFinite(guess.score)]).toEqual([true, true]);
    }
    if (place !== null) {
      expect(Object.values(place).every(Number.isFinite)).toBe(true);
      expect(Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180).toBe(true);
    }
    expect(Number.isInteger(dogs) && dogs >= 1).toBe(true);
    if (mix !== null) expect([mix[0], mix.every(isBreed)]).toEqual([breed, true]);
    if (mine !== null) expect(mine).toMatch(ID);
    expect(await store.hasPhoto(id)).toBe(true);
  }
  for (const { breed, not } of examples) {
    for (const each of [breed, not]) expect(each === null || isBreed(each)).toBe(true);
  }
  for (const { name, pictures } of dogs) {
    const isName = [typeof name, name.trim().length > 0, name.length <= 60];
    expect(isName).toEqual(["string", true, true]);
    for (const id of pictures) expect(id).toMatch(ID);
  }
  for (const { animal } of finds) expect(ANIMALS).toContain(animal);
  for (const { at, end, path } of walks) {
    expect(end! >= at).toBe(true);
    expect(path.every((point) => point.length === 3 && point.every(Number.isFinite))).toBe(true);
  }
  for (const list of [catches, examples, dogs, finds, walks]) {
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
  }
  const ids = [...catches, ...examples, ...finds].map(({ id }) => id);
  for (const id of [...ids, ...dogs.flatMap(({ pictures }) => pictures)]) {
    const photo = await store.photo(id);
    if (!photo) continue;
    const { x, y, width, height } = photo.box;
    expect([x, y, width, height].every(Number.isFinite)).toBe(true);
    expect([width > 0, height > 0]).toEqual([true, true]);
    expect([photo.photo.type, photo.thumb.type]).toEqual(["image/jpeg", "image/jpeg"]);
  }
}
