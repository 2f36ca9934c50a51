/** Records of older versions, as they are written today. */
import { breedIdOf } from "../breeds/breedCatalogue";
import type { Catch, Example, MyDog } from "./userRecords";

/** A catch as some version has written it. */
export type AnyCatch = Omit<Catch, "mix" | "dogs"> & Partial<Pick<Catch, "mix" | "dogs">>;

/** Two labels have become one breed, and a catch may be of a mixed breed, or one of several dogs. */
export function catchOfToday(caught: AnyCatch): Catch {
  const guesses = caught.guesses.map(({ id, score }) => ({ id: breedIdOf(id), score }));
  const mix = caught.mix?.map(breedIdOf) ?? null;
  return { ...caught, breed: breedIdOf(caught.breed), guesses, mix, dogs: caught.dogs ?? 1 };
}

export function exampleOfToday(example: Example): Example {
  const breed = example.breed === null ? null : breedIdOf(example.breed);
  const not = example.not === null ? null : breedIdOf(example.not);
  return { ...example, breed, not: not === breed ? null : not };
}

/** A dog as some version has written it. */
export type AnyDog = Omit<MyDog, "looks" | "given"> & Partial<Pick<MyDog, "looks" | "given">>;

/** A dog may be a friend's, and friends may have given the same dog. */
export function dogOfToday(dog: AnyDog): MyDog {
  return { ...dog, looks: dog.looks ?? null, given: dog.given ?? [] };
}
