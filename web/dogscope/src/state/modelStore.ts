/** The state of the models: not loaded yet, loading, warming up, ready, or failed. */
import {
  loadModels,
  type BreedClassifier,
  type DownloadProgress,
  type Models,
} from "../detection/dogModels";
import type { UserDataStore } from "../storage/userDataStore";
import { StateStore, type ReadableStore } from "../store/stateStore";
import { DogTeacher } from "./dogTeacher";

export type ModelState =
  | { readonly phase: "idle" }
  | {
      readonly phase: "loading";
      readonly loaded: number;
      readonly total: number;
      /** Whether no bytes have come for a while. */
      readonly isStalled: boolean;
    }
  | { readonly phase: "warming" }
  | { readonly phase: "ready"; readonly models: Models }
  | { readonly phase: "failed"; readonly error: unknown };

/** Milliseconds without a byte after which a download counts as stalled. */
const STALLED = 15_000;

const NOTHING: DownloadProgress = { loaded: 0, total: 0 };

export class ModelStore implements ReadableStore<ModelState> {
  readonly teacher: DogTeacher;
  readonly #state = new StateStore<ModelState>({ phase: "idle" });
  readonly #classifier = new StateStore<BreedClassifier | null>(null);
  /** The two parts of a first visit's download, which one bar shows. */
  #functionBytes = NOTHING;
  #appBytes = NOTHING;
  #abort = new AbortController();
  #stallTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(userData: UserDataStore) {
    this.teacher = new DogTeacher(userData);
  }

  get value(): ModelState {
    return this.#state.value;
  }

  readonly subscribe = this.#state.subscribe;

  /** The classifier, which answers before all models are ready; null before that. */
  get classifier(): ReadableStore<BreedClassifier | null> {
    return this.#classifier;
  }

  /** Loads the models and warms them up, unless that was done or is being done. */
  async open(): Promise<void> {
    if (this.value.phase !== "idle" && this.value.phase !== "failed") return;
    const abort = (this.#abort = new AbortController());
    const total = __DOWNLOAD_BYTES__.reduce((sum, bytes) => sum + bytes);
    this.#showDownload({ loaded: 0, total });
    try {
      const models = await loadModels(__DOWNLOAD_BYTES__, abort.signal, {
        onProgress: (progress) => {
          if (!abort.signal.aborted) this.#showDownload(progress);
        },
        onClassifier: (classifier) => this.#classifier.set(classifier),
        onLoaded: () => {
          clearTimeout(this.#stallTimer);
          this.#state.set({ phase: "warming" });
        },
      });
      this.#state.set({ phase: "ready", models });
      this.teacher.start(models);
    } catch (error) {
      if (abort.signal.aborted) return; // another attempt has begun
      clearTimeout(this.#stallTimer);
      this.#state.set({ phase: "failed", error });
    }
  }

  /** Gives a stalled download up, and goes on from where it was. */
  async restart(): Promise<void> {
    if (this.value.phase !== "loading") return;
    this.#abort.abort();
    this.#state.set({ phase: "idle" });
    await this.open();
  }

  /** Adds the app's own download, by the service worker, to the bar. */
  readonly setAppBytes = (progress: DownloadProgress): void => {
    this.#appBytes = progress;
    if (this.value.phase === "loading") this.#showDownload(this.#functionBytes);
  };

  #showDownload(functionBytes: DownloadProgress): void {
    this.#functionBytes = functionBytes;
    const state = {
      phase: "loading",
      loaded: functionBytes.loaded + this.#appBytes.loaded,
      total: functionBytes.total + this.#appBytes.total,
    } as const;
    this.#state.set({ ...state, isStalled: false });
    clearTimeout(this.#stallTimer);
    this.#stallTimer = setTimeout(() => this.#state.set({ ...state, isStalled: true }), STALLED);
  }
}
