/**
 * Hold to catch: the ring fills while it is held on a dog, and runs dry when it is let go.
 *
 * Pure: time comes from outside, so that it can be tested without waiting.
 */

/** Milliseconds of holding on a dog that fill the ring. */
export const FILL = 1200;
/** Milliseconds in which a full ring would run dry. */
const DRY = 500;
/** Milliseconds that a dog may be lost without the ring running dry: the detector blinks. */
const BLINK = 400;
/** Milliseconds between two collected frames. */
export const EVERY = 130;

export interface HoldState {
  /** 0 to 1. */
  readonly filled: number;
  readonly holding: boolean;
  /** Whether the reticle is on a dog. */
  readonly onTarget: boolean;
}

export class Hold {
  #filled = 0;
  #holding = false;
  #target: number | null = null;
  /** The dog that the collected frames are of. */
  #owner: number | null = null;
  #lastOn = -Infinity;
  #last: number | null = null;
  #collected = -Infinity;

  press(): void {
    this.#holding = true;
  }

  release(): void {
    this.#holding = false;
  }

  reset(): void {
    this.#filled = 0;
    this.#holding = false;
    this.#target = null;
    this.#last = null;
    this.#forget();
  }

  #forget(): void {
    this.#owner = null;
    this.#collected = -Infinity;
  }

  get state(): HoldState {
    return { filled: this.#filled, holding: this.#holding, onTarget: this.#target !== null };
  }

  /**
   * A frame is shown.
   * @param target - the dog that the reticle is on, or null.
   * @returns what to do now: collect this frame, drop all that was collected, or, as the ring is
   * full, answer.
   */
  tick(at: number, target: number | null): "collect" | "drop" | "full" | null {
    const elapsed = this.#last === null ? 0 : Math.min(at - this.#last, 100);
    this.#last = at;
    if (target !== null) {
      this.#target = target;
      this.#lastOn = at;
      if (this.#owner !== null && target !== this.#owner) {
        // Another dog: what was collected is of the first one.
        this.#filled = 0;
        this.#forget();
        return "drop";
      }
    } else if (at - this.#lastOn > BLINK) {
      this.#target = null;
    }
    if (this.#holding && this.#target !== null) {
      this.#filled = Math.min(1, this.#filled + elapsed / FILL);
      if (this.#filled >= 1) return "full";
      if (target !== null && at - this.#collected >= EVERY) {
        this.#collected = at;
        this.#owner = target;
        return "collect";
      }
      return null;
    }
    if (this.#owner === null) return null;
    this.#filled = Math.max(0, this.#filled - elapsed / DRY);
    if (this.#filled > 0) return null;
    this.#forget();
    return "drop";
  }
}
