/** Records of older versions, as they are written today. */
import { breedIdOf } from "../breeds/breedCatalogue";
import type { Catch, Example, Find, GivenDog, MyDog } from "./userRecords";

/** A record whose newer fields may be missing. */
type Older<Row, Newer extends keyof Row> = Omit<Row, Newer> & Partial<Pick<Row, Newer>>;

/** A catch as some version has written it. */
export type AnyCatch = Older<Catch, "mix" | "dogs" | "offset">;

/**
 * Two labels have become one breed, and a catch may be of a mixed breed, or one of several dogs; its
 * clock is known.
 */
export function catchOfToday(caught: AnyCatch): Catch {
  const guesses = caught.guesses.map(({ id, score }) => ({ id: breedIdOf(id), score }));
  const mix = caught.mix?.map(breedIdOf) ?? null;
  const { dogs = 1, offset = null } = caught;
  return { ...caught, breed: breedIdOf(caught.breed), guesses, mix, dogs, offset };
}

export function exampleOfToday(example: Example): Example {
  const breed = example.breed === null ? null : breedIdOf(example.breed);
  const not = example.not === null ? null : breedIdOf(example.not);
  return { ...example, breed, not: not === breed ? null : not };
}

/** A dog as some version has written it. */
export type AnyDog = Omit<Older<MyDog, "looks" | "others" | "offset">, "given"> & {
  readonly given?: readonly Older<GivenDog, "name" | "pictures">[];
};

/** A dog may be a friend's, and friends may have given the same dog, under a name and with a photo. */
export function dogOfToday(dog: AnyDog): MyDog {
  const { looks = null, others = [], offset = null } = dog;
  const given = (dog.given ?? []).map((each) => ({ name: null, pictures: [], ...each }));
  return { ...dog, looks, given, others, offset };
}

/** A find as some version has written it. */
export type AnyFind = Older<Find, "offset">;

export function findOfToday(find: AnyFind): Find {
  return { ...find, offset: find.offset ?? null };
}
