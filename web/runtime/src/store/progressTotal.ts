/** Adds up how far several downloads are. */
import type { Progress } from "../bundle/bundleFiles.js";

export class Tracker {
  readonly #parts = new Map<string, { loaded: number; total: number }>();

  constructor(private readonly tell: ((progress: Progress) => void) | undefined) {}

  /** Says what is going to come, so that the total is known before the first byte. */
  expect(key: string, total: number): void {
    if (!this.#parts.has(key)) this.#parts.set(key, { loaded: 0, total });
  }

  /** So much of it is here. */
  at(key: string, loaded: number): void {
    const part = this.#parts.get(key);
    if (!part) return;
    part.loaded = Math.min(loaded, part.total);
    this.#report();
  }

  /** It is here, however much came over the wire: from the cache, or smaller than was said. */
  done(key: string): void {
    const part = this.#parts.get(key);
    if (part) this.at(key, part.total);
  }

  #report(): void {
    let loaded = 0;
    let total = 0;
    for (const part of this.#parts.values()) {
      loaded += part.loaded;
      total += part.total;
    }
    this.tell?.({ loaded, total });
  }
}
