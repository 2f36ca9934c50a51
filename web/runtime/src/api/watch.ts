/** Answers a live video: the newest frame wins, and stale ones are dropped. */
import type { Answer } from "../answer.js";
import { CancelledError, FunctionClosedError, InputError } from "../errors.js";
import type { CallOptions } from "./interfaces.js";

export interface WatchOptions extends Omit<CallOptions, "latest"> {
  /**
   * Receives the error of a frame that has no answer; the watch goes on. Without it such an error ends
   * the watch and is thrown as unhandled, but for frames that can't be read: those are skipped, unless
   * there is no other for five seconds.
   */
  readonly onError?: (error: Error) => void;
}

/** A video that calls back when a new frame is shown. */
export interface VideoFrames {
  requestVideoFrameCallback?(callback: () => void): number;
  readonly readyState: number;
}

// A camera that starts has fewer unreadable frames in a row, or for fewer milliseconds, than these.
const MOST_UNREADABLE = 10;
const PATIENCE = 5000;
const HAVE_CURRENT_DATA = 2;

/**
 * Answers a video's frames as they are shown.
 * @param onAnswer - receives each answer.
 * @returns a function that stops it; nothing is called after that.
 */
export function watchFrames<Source, A extends Answer>(
  answer: (source: Source, options?: CallOptions) => Promise<A>,
  video: Source & VideoFrames,
  onAnswer: (answer: A) => void,
  { onError, signal, ...options }: WatchOptions = {},
): () => void {
  const stopped = new AbortController();
  const stop = (): void => {
    signal?.removeEventListener("abort", stop);
    stopped.abort();
  };
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  void (async () => {
    let unreadable = 0;
    let since = 0;
    while (!stopped.signal.aborted) {
      await nextFrame(video, stopped.signal);
      if (stopped.signal.aborted || video.readyState < HAVE_CURRENT_DATA) continue;
      try {
        const result = await answer(video, { ...options, signal: stopped.signal });
        unreadable = 0;
        if (!stopped.signal.aborted) onAnswer(result);
      } catch (error) {
        if (error instanceof CancelledError && stopped.signal.aborted) return;
        if (error instanceof InputError && !onError) {
          if (unreadable++ === 0) since = performance.now();
          if (unreadable < MOST_UNREADABLE || performance.now() - since < PATIENCE) continue;
        }
        if (!onError || error instanceof FunctionClosedError) stop();
        if (!onError) throw error;
        onError(error as Error);
      }
    }
  })();
  return stop;
}

/** Waits for a frame that was not shown before; for a moment, where the browser can't tell. */
function nextFrame(video: VideoFrames, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const next = (): void => {
      signal.removeEventListener("abort", next);
      resolve();
    };
    signal.addEventListener("abort", next);
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(next);
    else setTimeout(next, 30);
  });
}
