/** Teaches the models the user's own dogs, and follows every change of them. */
import { OWN_DOG_PREFIX } from "../detection/dogPrediction";
import type { Models, TaughtLooks } from "../detection/dogModels";
import type { DogPrototype, MyDog } from "../storage/userRecords";
import type { UserDataStore } from "../storage/userDataStore";

export class DogTeacher {
  #models: Models | null = null;
  /** What each dog was taught from, by the dog's id. */
  readonly #taught = new Map<string, string>();
  readonly #failures = new Map<string, unknown>();
  #queue: Promise<void> = Promise.resolve();

  constructor(private readonly userData: UserDataStore) {
    userData.subscribe(() => this.#teachChanges());
  }

  /** Begins to teach newly loaded models. */
  start(models: Models): void {
    this.#models = models;
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

  #teachChanges(): void {
    const models = this.#models;
    if (!models) return;
    const dogs = dogsByName(this.userData.value.dogs);
    for (const id of this.#taught.keys()) {
      if (!dogs.has(id)) this.#enqueue(models, id, []);
    }
    for (const [id, those] of dogs) {
      if (this.#taught.get(id) !== sourceOf(those)) this.#enqueue(models, id, those);
    }
  }

  /** Teaches a dog, after the dogs before it, from all that is known of it; nothing forgets it. */
  #enqueue(models: Models, id: string, dogs: readonly MyDog[]): void {
    if (dogs.length > 0) this.#taught.set(id, sourceOf(dogs));
    else this.#taught.delete(id);
    for (const each of [id, ...dogs.map((dog) => dog.id)]) this.#failures.delete(each);
    this.#queue = this.#queue
      .then(async () => {
        const own = dogs.filter(({ looks }) => looks === null).flatMap(({ pictures }) => pictures);
        const photos = await Promise.all(own.map((photoId) => this.userData.photo(photoId)));
        const thumbs = photos.filter((photo) => photo !== null).map(({ thumb }) => thumb);
        await models.teach(`${OWN_DOG_PREFIX}${id}`, thumbs, looksOf(dogs, models, thumbs.length));
      })
      .catch((error: unknown) => {
        for (const each of [id, ...dogs.map((dog) => dog.id)]) this.#failures.set(each, error);
        this.#taught.delete(id); // so that the next change tries it again
      });
  }
}

/**
 * Returns the dogs by the id that they are taught under. Dogs of one name are one dog, which came by
 * an import: as two, each would take half of the score, and the dog would be greeted by no name.
 */
function dogsByName(dogs: readonly MyDog[]): Map<string, readonly MyDog[]> {
  const byName = new Map<string, MyDog[]>();
  for (const dog of [...dogs].sort((a, b) => a.at - b.at)) {
    const name = dog.name.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), dog]);
  }
  return new Map(
    [...byName.values()].map((those) => {
      const first = those.find(({ looks }) => looks === null) ?? those[0]!;
      return [first.id, those];
    }),
  );
}

/** Returns the looks to teach dogs from; those of another model mean nothing, and only fail alone. */
function looksOf(dogs: readonly MyDog[], { encoder }: Models, photos: number): TaughtLooks[] {
  const all = dogs
    .flatMap(({ id, looks, given }) => [...(looks ? [{ id, looks }] : []), ...given])
    .map(({ id, looks }) => ({ key: id.replaceAll("-", ""), looks }));
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
