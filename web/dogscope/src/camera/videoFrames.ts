/** Counting the frames of a video: the screen may show each of them several times. */

/** Milliseconds to wait for a frame: a video that stands still has no other. */
const PATIENCE = 250;

export class VideoFrames {
  #count = 0;
  #isRunning = false;
  readonly #waiting = new Set<() => void>();

  constructor(private readonly video: HTMLVideoElement) {}

  start(): void {
    this.#isRunning = true;
    this.#requestNext();
  }

  stop(): void {
    this.#isRunning = false;
    this.#wakeAll();
  }

  /** The number of frames so far. */
  get count(): number {
    return this.#count;
  }

  /** Waits until there are more than `count` frames, or for a while. */
  async after(count: number): Promise<void> {
    if (this.#count > count || !this.#isRunning) return;
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

  #requestNext(): void {
    const onFrame = (): void => {
      if (!this.#isRunning) return;
      this.#count++;
      this.#wakeAll();
      this.#requestNext();
    };
    if ("requestVideoFrameCallback" in this.video) this.video.requestVideoFrameCallback(onFrame);
    else requestAnimationFrame(onFrame); // older browsers: each repaint counts as a frame
  }

  #wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
