/** The hint of the live view, which follows the dogs without haste: they sway, and boxes with them. */

/** What the user should do next: point at a dog, aim, hold the paw, or keep the dog in the ring. */
export type Hint = "look" | "aim" | "hold" | "keep";

export class SteadyHint {
  #shown: Hint = "look";
  #next: Hint = "look";
  #nextSince = 0;

  /** @param patience - milliseconds for which another hint must last before it is shown. */
  constructor(private readonly patience: number) {}

  /** Begins anew, as without a dog. */
  reset(): void {
    this.#shown = this.#next = "look";
  }

  /**
   * Returns the hint to show.
   * @param hint - the hint that fits this frame.
   * @param isHolding - whether the user holds the paw: their own act is answered at once.
   * @param at - the frame's time in milliseconds.
   */
  show(hint: Hint, isHolding: boolean, at: number): Hint {
    if (hint !== this.#next) {
      this.#next = hint;
      this.#nextSince = at;
    }
    const isOwnAct = hint === "keep" || (this.#shown === "keep" && !isHolding);
    if (isOwnAct || at - this.#nextSince >= this.patience) this.#shown = hint;
    return this.#shown;
  }
}
