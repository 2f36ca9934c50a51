/** Teaches the models the user's own dogs, and follows every change of them. */
import { OWN_DOG_PREFIX } from "../detection/dogPrediction";
import type { Models } from "../detection/dogModels";
import type { MyDog } from "../storage/userRecords";
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
    const dogs = new Map(this.userData.value.dogs.map((dog) => [dog.id, dog]));
    for (const id of this.#taught.keys()) {
      if (!dogs.has(id)) this.#enqueue(models, id, null);
    }
    for (const dog of dogs.values()) {
      if (this.#taught.get(dog.id) !== sourceOf(dog)) this.#enqueue(models, dog.id, dog);
    }
  }

  /** Teaches a dog from its photos, after the dogs before it; null forgets the dog. */
  #enqueue(models: Models, id: string, dog: MyDog | null): void {
    if (dog) this.#taught.set(id, sourceOf(dog));
    else this.#taught.delete(id);
    this.#failures.delete(id);
    this.#queue = this.#queue
      .then(async () => {
        const label = `${OWN_DOG_PREFIX}${id}`;
        if (dog?.looks) return models.teachPrototype(label, id.replaceAll("-", ""), dog.looks);
        const photos = await Promise.all(
          (dog?.pictures ?? []).map((photoId) => this.userData.photo(photoId)),
        );
        const thumbs = photos.filter((photo) => photo !== null).map(({ thumb }) => thumb);
        await models.teach(label, thumbs);
      })
      .catch((error: unknown) => {
        this.#failures.set(id, error);
        this.#taught.delete(id); // so that the next change tries it again
      });
  }
}

/** Returns what a dog is taught from, as a text: its looks, or its photos' ids. */
function sourceOf({ looks, pictures }: MyDog): string {
  return looks ? `${looks.count} ${looks.agreement} ${looks.codes}` : pictures.join();
}
