/** The hint of the live view, which changes without haste, but follows the user at once. */
import { Steady } from "./steady";

/** What the user should do next: point at a dog, aim, hold the paw, or keep the dog in the ring. */
export type Hint = "look" | "aim" | "hold" | "keep";

export class SteadyHint {
  readonly #hint = new Steady<Hint>("look");

  /** @param patience - milliseconds for which another hint must last before it is shown. */
  constructor(private readonly patience: number) {}

  /** Begins anew, as without a dog. */
  reset(): void {
    this.#hint.reset("look");
  }

  /**
   * Returns the hint to show.
   * @param hint - the hint that fits this frame.
   * @param isHolding - whether the user holds the paw: their own act is answered at once.
   * @param at - the frame's time in milliseconds.
   */
  show(hint: Hint, isHolding: boolean, at: number): Hint {
    const isOwnAct = hint === "keep" || (this.#hint.shown === "keep" && !isHolding);
    return this.#hint.show(hint, at, isOwnAct ? 0 : this.patience);
  }
}
