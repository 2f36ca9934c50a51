/** The state of the models: not loaded yet, loading, warming up, ready, or failed. */
import { loadFunctions, warmUp, type DownloadProgress, type Models } from "../detection/dogModels";
import type { UserDataStore } from "../storage/userDataStore";
import { StateStore, type ReadableStore } from "../store/stateStore";
import { DogTeacher } from "./dogTeacher";

export type ModelState =
  | { readonly phase: "idle" }
  | { readonly phase: "loading"; readonly loaded: number; readonly total: number }
  | { readonly phase: "warming" }
  | { readonly phase: "ready"; readonly models: Models }
  | { readonly phase: "failed"; readonly error: unknown };

const NOTHING: DownloadProgress = { loaded: 0, total: 0 };

export class ModelStore implements ReadableStore<ModelState> {
  readonly teacher: DogTeacher;
  readonly #state = new StateStore<ModelState>({ phase: "idle" });
  /** The two parts of a first visit's download, which one bar shows. */
  #functionBytes = NOTHING;
  #appBytes = NOTHING;

  constructor(userData: UserDataStore) {
    this.teacher = new DogTeacher(userData);
  }

  get value(): ModelState {
    return this.#state.value;
  }

  readonly subscribe = this.#state.subscribe;

  /** Loads the models and warms them up, unless that was done or is being done. */
  async open(): Promise<void> {
    if (this.value.phase !== "idle" && this.value.phase !== "failed") return;
    const total = __DOWNLOAD_BYTES__.reduce((sum, bytes) => sum + bytes);
    this.#showDownload({ loaded: 0, total });
    try {
      const functions = await loadFunctions(__DOWNLOAD_BYTES__, (progress) =>
        this.#showDownload(progress),
      );
      this.#state.set({ phase: "warming" });
      const models = await warmUp(functions);
      this.#state.set({ phase: "ready", models });
      this.teacher.start(models);
    } catch (error) {
      this.#state.set({ phase: "failed", error });
    }
  }

  /** Adds the app's own download, by the service worker, to the bar. */
  readonly setAppBytes = (progress: DownloadProgress): void => {
    this.#appBytes = progress;
    if (this.value.phase === "loading") this.#showDownload(this.#functionBytes);
  };

  #showDownload(functionBytes: DownloadProgress): void {
    this.#functionBytes = functionBytes;
    this.#state.set({
      phase: "loading",
      loaded: functionBytes.loaded + this.#appBytes.loaded,
      total: functionBytes.total + this.#appBytes.total,
    });
  }
}
