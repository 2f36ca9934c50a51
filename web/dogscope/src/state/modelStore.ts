/** How far the functions are: not asked for, coming, warming up, ready, or failed. */
import { loadEyes, warmUp, type Eyes, type Progress } from "../detection/models";
import { MINE } from "../detection/classification";
import type { Keeper } from "../storage/userDataStore";
import type { MyDog } from "../storage/records";

export type EyesState =
  | { readonly phase: "idle" }
  | { readonly phase: "loading"; readonly loaded: number; readonly total: number }
  | { readonly phase: "warming" }
  | { readonly phase: "ready"; readonly eyes: Eyes }
  | { readonly phase: "failed"; readonly error: unknown };

export class EyesKeeper {
  #state: EyesState = { phase: "idle" };
  readonly #listeners = new Set<() => void>();
  /** What was taught, so that only changes are taught anew. */
  readonly #taught = new Map<string, string>();
  readonly #failures = new Map<string, unknown>();
  #teaching: Promise<void> = Promise.resolve();
  /** What comes of the functions, and of the app itself, in the one download of a first visit. */
  #coming: Progress = { loaded: 0, total: 0 };
  #also: Progress = { loaded: 0, total: 0 };

  constructor(private readonly keeper: Keeper) {
    keeper.subscribe(() => this.#teach());
  }

  get state(): EyesState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Loads and warms up, unless that was done or is being done. */
  async open(): Promise<void> {
    if (this.#state.phase !== "idle" && this.#state.phase !== "failed") return;
    this.#load({ loaded: 0, total: __DOWNLOAD_BYTES__.reduce((a, b) => a + b) });
    try {
      const loaded = await loadEyes(__DOWNLOAD_BYTES__, (progress) => this.#load(progress));
      this.#set({ phase: "warming" });
      const eyes = await warmUp(loaded);
      this.#taught.clear();
      this.#set({ phase: "ready", eyes });
      this.#teach();
    } catch (error) {
      this.#set({ phase: "failed", error });
    }
  }

  /** What else comes meanwhile, in bytes, for the one bar. */
  readonly alsoComing = (also: Progress): void => {
    this.#also = also;
    if (this.#state.phase === "loading") this.#load(this.#coming);
  };

  #load(coming: Progress): void {
    this.#coming = coming;
    const { loaded, total } = this.#also;
    this.#set({ phase: "loading", loaded: coming.loaded + loaded, total: coming.total + total });
  }

  /** When all that was asked to be taught is known. */
  async taught(): Promise<void> {
    await this.#teaching;
  }

  /** Why a dog could not be taught; null where it was. */
  failure({ id }: MyDog): unknown {
    return this.#failures.get(id) ?? null;
  }

  #teach(): void {
    const { state } = this;
    if (state.phase !== "ready") return;
    const dogs = new Map(this.keeper.kept.dogs.map((dog) => [dog.id, dog]));
    for (const id of this.#taught.keys()) {
      if (!dogs.has(id)) this.#queue(state.eyes, id, null);
    }
    for (const dog of dogs.values()) {
      if (this.#taught.get(dog.id) !== dog.pictures.join()) this.#queue(state.eyes, dog.id, dog);
    }
  }

  #queue(eyes: Eyes, id: string, dog: MyDog | null): void {
    if (dog) this.#taught.set(id, dog.pictures.join());
    else this.#taught.delete(id);
    this.#teaching = this.#teaching.then(async () => {
      const pictures = await Promise.all(
        (dog?.pictures ?? []).map((key) => this.keeper.picture(key)),
      );
      const thumbs = pictures.filter((each) => each !== null).map(({ thumb }) => thumb);
      await eyes.teach(`${MINE}${id}`, thumbs);
    });
    this.#failures.delete(id);
    this.#teaching = this.#teaching.catch((error: unknown) => {
      this.#failures.set(id, error);
      this.#taught.delete(id); // tried again with the next change
    });
  }

  #set(state: EyesState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
