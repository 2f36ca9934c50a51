/** Which picture of a video is the newest: the screen may show each of them several times. */

/** Milliseconds that a frame is waited for: a video that stands still shows no other. */
const PATIENCE = 250;

export class Frames {
  #count = 0;
  #running = false;
  readonly #waiting = new Set<() => void>();

  constructor(private readonly video: HTMLVideoElement) {}

  start(): void {
    this.#running = true;
    this.#await();
  }

  stop(): void {
    this.#running = false;
    this.#wake();
  }

  /** How many have come. */
  get count(): number {
    return this.#count;
  }

  /** Waits for one after the first `count`, which may have come already. */
  async after(count: number): Promise<void> {
    if (this.#count > count || !this.#running) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(wake, PATIENCE);
      const waiting = this.#waiting;
      waiting.add(wake);
      function wake(): void {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      }
    });
  }

  #await(): void {
    const come = (): void => {
      if (!this.#running) return;
      this.#count++;
      this.#wake();
      this.#await();
    };
    if ("requestVideoFrameCallback" in this.video) this.video.requestVideoFrameCallback(come);
    else requestAnimationFrame(come); // an older browser does not tell one frame from another
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
