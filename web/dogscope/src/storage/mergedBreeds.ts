/** Records from before two labels became one breed, as they are written today. */
import { breedIdOf } from "../breeds/breedCatalogue";
import type { Catch, Example } from "./userRecords";

export function catchOfToday(caught: Catch): Catch {
  const guesses = caught.guesses.map(({ id, score }) => ({ id: breedIdOf(id), score }));
  return { ...caught, breed: breedIdOf(caught.breed), guesses };
}

export function exampleOfToday(example: Example): Example {
  const breed = example.breed === null ? null : breedIdOf(example.breed);
  const not = example.not === null ? null : breedIdOf(example.not);
  return { ...example, breed, not: not === breed ? null : not };
}
