/** Teaches the models the user's own dogs, and follows every change of them. */
import { OWN_DOG_PREFIX } from "../detection/dogPrediction";
import type { Models, TaughtLooks } from "../detection/dogModels";
import type { DogPrototype, MyDog } from "../storage/userRecords";
import type { UserDataStore } from "../storage/userDataStore";

export class DogTeacher {
  #models: Models | null = null;
  /** The dogs as they were when they were last compared. */
  #dogs: readonly MyDog[] | null = null;
  /** What each dog was taught from, by the dog's id; null where that failed. */
  readonly #taught = new Map<string, string | null>();
  readonly #failures = new Map<string, unknown>();
  #queue: Promise<void> = Promise.resolve();

  constructor(private readonly userData: UserDataStore) {
    userData.subscribe(() => this.#teachChanges());
  }

  /** Begins to teach newly loaded models. */
  start(models: Models): void {
    this.#models = models;
    this.#dogs = null;
    this.#taught.clear();
    this.#teachChanges();
  }

  /** Waits until all dogs are taught. */
  async finished(): Promise<void> {
    await this.#queue;
  }

  /** Returns the error with which teaching a dog failed; null where it did not. */
  failure({ id }: MyDog): unknown {
    return this.#failures.get(id) ?? null;
  }

  /** Teaches what a write of dogs has changed; a dog that failed is tried again with each such write. */
  #teachChanges(): void {
    const models = this.#models;
    const { dogs } = this.userData.value;
    if (!models || dogs === this.#dogs) return;
    this.#dogs = dogs;
    const wanted = dogsTaughtAsOne(dogs);
    const gone = [...this.#taught.keys()].filter((id) => !wanted.has(id));
    const changed = [...wanted].filter(([id, those]) => this.#taught.get(id) !== sourceOf(those));
    for (const id of gone) this.#taught.delete(id);
    for (const [id, those] of changed) this.#taught.set(id, sourceOf(those));
    // All are forgotten before any is taught: looks may move from one dog to another, and the
    // classifier refuses those that another label still has.
    for (const id of [...gone, ...changed.map(([each]) => each)]) this.#enqueueForget(models, id);
    for (const [id, those] of changed) this.#enqueueTeach(models, id, those);
  }

  #enqueueForget(models: Models, id: string): void {
    this.#queue = this.#queue
      .then(() => models.teach(`${OWN_DOG_PREFIX}${id}`, [], []))
      .catch(() => undefined); // teaching says what is wrong
  }

  /** Teaches a dog, after what was asked before, from all that is known of it. */
  #enqueueTeach(models: Models, id: string, dogs: readonly MyDog[]): void {
    const ids = [id, ...dogs.map((dog) => dog.id)];
    this.#queue = this.#queue
      .then(async () => {
        for (const each of ids) this.#failures.delete(each);
        const own = dogs.filter(({ looks }) => looks === null).flatMap(({ pictures }) => pictures);
        const photos = await Promise.all(own.map((photoId) => this.userData.photo(photoId)));
        const thumbs = photos.filter((photo) => photo !== null).map(({ thumb }) => thumb);
        await models.teach(`${OWN_DOG_PREFIX}${id}`, thumbs, looksOf(dogs, models, thumbs.length));
      })
      .catch((error: unknown) => {
        for (const each of ids) this.#failures.set(each, error);
        if (this.#taught.get(id) === sourceOf(dogs)) this.#taught.set(id, null);
      });
  }
}

/**
 * Returns the dogs by the id that they are taught under. Dogs of one name are one dog, which came by
 * an import, and so are those that a friend gave as one: as two, each would take half of the score,
 * and the dog would be greeted by no name.
 */
function dogsTaughtAsOne(dogs: readonly MyDog[]): Map<string, readonly MyDog[]> {
  let groups: { readonly keys: readonly string[]; readonly those: readonly MyDog[] }[] = [];
  for (const dog of [...dogs].sort((a, b) => a.at - b.at)) {
    const keys = [dog.name.toLowerCase(), dog.id, ...dog.given.map(({ id }) => id)];
    const same = groups.filter((each) => each.keys.some((key) => keys.includes(key)));
    groups = groups.filter((each) => !same.includes(each));
    groups.push({
      keys: [...same.flatMap((each) => each.keys), ...keys],
      those: [...same.flatMap((each) => each.those), dog],
    });
  }
  return new Map(
    groups.map(({ those }) => {
      const first = those.find(({ looks }) => looks === null) ?? those[0]!;
      return [first.id, those];
    }),
  );
}

/** Returns the looks to teach dogs from; those of another model mean nothing, and only fail alone. */
function looksOf(dogs: readonly MyDog[], { encoder }: Models, photos: number): TaughtLooks[] {
  const friends = dogs.flatMap(({ id, looks }) => (looks ? [{ id, looks }] : []));
  const looksById = new Map(
    [...friends, ...dogs.flatMap(({ given }) => given)].map(({ id, looks }) => [id, looks]),
  );
  const all = [...looksById].map(([id, looks]) => ({ key: id.replaceAll("-", ""), looks }));
  const usable = all.filter(({ looks }) => encoder.startsWith(looks.encoder));
  return photos > 0 || usable.length > 0 ? usable : all;
}

/** Returns what dogs are taught from, as a text: their looks, or their photos' ids. */
function sourceOf(dogs: readonly MyDog[]): string {
  const textOf = ({ count, agreement, codes }: DogPrototype): string =>
    `${count} ${agreement} ${codes}`;
  return dogs
    .flatMap(({ looks, pictures, given }) => [
      looks ? textOf(looks) : pictures.join(),
      ...given.map((each) => textOf(each.looks)),
    ])
    .join(" ");
}
