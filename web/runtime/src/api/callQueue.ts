/**
 * Lets calls wait until the host is free, so that they can be cancelled, and so that for live video the
 * newest frame wins.
 */
import { abortError } from "../cancellation.js";
import { CancelledError } from "../errors.js";

interface WaitingCall {
  readonly key: object;
  readonly latest: boolean;
  run(): void;
  reject(error: CancelledError): void;
}

/** Two at a time: while one is answered, the next is decoded. */
const MOST_RUNNING = 2;

export class CallQueue {
  #running = 0;
  readonly #waiting: WaitingCall[] = [];

  /**
   * Runs a task when its turn comes.
   * @param key - the function of the call; `latest` calls of the same key replace each other.
   * @param latest - whether it takes the place of such calls that still wait.
   * @throws CancelledError - it was aborted, or a newer one took its place.
   */
  add<T>(
    key: object,
    task: () => Promise<T>,
    { latest = false, signal }: { latest?: boolean; signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    if (signal?.aborted) return Promise.reject(abortError(signal));
    if (latest) this.#drop(key);
    return new Promise<T>((resolve, reject) => {
      const stop = (): void => {
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(abortError(signal!)); // a running task goes on, and its result is dropped
      };
      const waiting: WaitingCall = {
        key,
        latest,
        reject: (error) => {
          signal?.removeEventListener("abort", stop);
          reject(error);
        },
        run: () => {
          this.#running++;
          void task()
            .then(resolve, reject)
            .finally(() => {
              this.#running--;
              signal?.removeEventListener("abort", stop);
              this.#next();
            });
        },
      };
      signal?.addEventListener("abort", stop, { once: true });
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  #drop(key: object): void {
    for (let at = this.#waiting.length - 1; at >= 0; at--) {
      const each = this.#waiting[at]!;
      if (each.key !== key || !each.latest) continue;
      this.#waiting.splice(at, 1);
      each.reject(new CancelledError("a newer frame took this one's place"));
    }
  }

  #next(): void {
    while (this.#running < MOST_RUNNING && this.#waiting.length > 0) this.#waiting.shift()!.run();
  }
}
