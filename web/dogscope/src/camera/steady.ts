/** What the live view says, which follows the dogs without haste: they sway, and boxes with them. */

/** A value that is shown once it has lasted. */
export class Steady<T> {
  #shown: T;
  #next: T;
  #nextSince = 0;

  /** @param isSame - tells whether two values read alike. */
  constructor(
    first: T,
    private readonly isSame: (one: T, other: T) => boolean = Object.is,
  ) {
    this.#shown = this.#next = first;
  }

  get shown(): T {
    return this.#shown;
  }

  /** Begins anew. */
  reset(first: T): void {
    this.#shown = this.#next = first;
  }

  /**
   * Returns the value to show.
   * @param next - the value that fits this frame.
   * @param at - the frame's time in milliseconds.
   * @param patience - the milliseconds for which another value must last before it is shown.
   */
  show(next: T, at: number, patience: number): T {
    if (!this.isSame(next, this.#next)) {
      this.#next = next;
      this.#nextSince = at;
    }
    if (at - this.#nextSince >= patience) this.#shown = this.#next;
    return this.#shown;
  }
}
