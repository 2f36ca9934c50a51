/** Adds up the progress of several downloads. */
import type { Progress } from "../bundle/bundleFiles.js";

export class ProgressTotal {
  readonly #parts = new Map<string, { loaded: number; total: number }>();
  #isComplete = false;

  constructor(private readonly report: ((progress: Progress) => void) | undefined) {}

  /** Announces a download, so that the total is known before the first byte. */
  expect(key: string, total: number): void {
    if (!this.#parts.has(key)) this.#parts.set(key, { loaded: 0, total });
  }

  /** Begins to report: all downloads are announced. */
  begin(): void {
    this.#isComplete = true;
    if (this.#parts.size > 0) this.#report();
  }

  /** Sets the bytes of a download so far. */
  at(key: string, loaded: number): void {
    const part = this.#parts.get(key);
    if (!part) return;
    part.loaded = Math.min(loaded, part.total);
    this.#report();
  }

  /** Counts a download as whole: it came from the cache, or was smaller than announced. */
  done(key: string): void {
    const part = this.#parts.get(key);
    if (part) this.at(key, part.total);
  }

  #report(): void {
    if (!this.#isComplete) return;
    let loaded = 0;
    let total = 0;
    for (const part of this.#parts.values()) {
      loaded += part.loaded;
      total += part.total;
    }
    this.report?.({ loaded, total });
  }
}
