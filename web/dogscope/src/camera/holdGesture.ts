/**
 * The gesture that catches a dog: the ring fills while the paw is held on a dog, and runs dry when
 * it is released.
 *
 * It has no clock of its own: the caller passes the time, so that tests need not wait.
 */

/** Milliseconds of holding on a dog that fill the ring. */
export const FILL = 1200;
/** Milliseconds in which a full ring runs dry. */
const DRY = 500;
/** Milliseconds for which a lost dog keeps the ring filled: the detector misses single frames. */
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

/** The next step of the caller: collect this frame, drop all collected ones, or answer. */
export type HoldAction = "collect" | "drop" | "full";

export class HoldGesture {
  #filled = 0;
  #holding = false;
  #target: number | null = null;
  /** The dog in the collected frames. */
  #collectedDog: number | null = null;
  #lastOnTarget = -Infinity;
  #lastTick: number | null = null;
  #lastCollected = -Infinity;

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
    this.#lastTick = null;
    this.#forgetCollected();
  }

  #forgetCollected(): void {
    this.#collectedDog = null;
    this.#lastCollected = -Infinity;
  }

  get state(): HoldState {
    return { filled: this.#filled, holding: this.#holding, onTarget: this.#target !== null };
  }

  /** The id of the dog in the collected frames; null where there is none. */
  get dog(): number | null {
    return this.#collectedDog;
  }

  /**
   * Moves on to a frame.
   * @param at - the frame's time in milliseconds.
   * @param target - the id of the dog under the reticle, or null.
   */
  tick(at: number, target: number | null): HoldAction | null {
    const elapsed = this.#lastTick === null ? 0 : Math.min(at - this.#lastTick, 100);
    this.#lastTick = at;
    if (target !== null) {
      this.#target = target;
      this.#lastOnTarget = at;
      if (this.#collectedDog !== null && target !== this.#collectedDog) {
        this.#filled = 0;
        this.#forgetCollected();
        return "drop";
      }
    } else if (at - this.#lastOnTarget > BLINK) {
      this.#target = null;
    }
    if (this.#holding && this.#target !== null) return this.#fill(at, elapsed, target);
    return this.#runDry(elapsed);
  }

  #fill(at: number, elapsed: number, target: number | null): "collect" | "full" | null {
    this.#filled = Math.min(1, this.#filled + elapsed / FILL);
    if (this.#filled >= 1) return "full";
    if (target === null || at - this.#lastCollected < EVERY) return null;
    this.#lastCollected = at;
    this.#collectedDog = target;
    return "collect";
  }

  #runDry(elapsed: number): "drop" | null {
    if (this.#collectedDog === null) return null;
    this.#filled = Math.max(0, this.#filled - elapsed / DRY);
    if (this.#filled > 0) return null;
    this.#forgetCollected();
    return "drop";
  }
}
