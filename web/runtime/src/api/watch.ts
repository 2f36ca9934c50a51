/** Answers a live video: the newest frame wins, and stale ones are dropped. */
import type { Answer } from "../answer.js";
import { CancelledError, FunctionClosedError } from "../errors.js";
import type { CallOptions } from "./makeFunction.js";

export interface WatchOptions extends Omit<CallOptions, "latest"> {
  /** Told what went wrong with a frame; by default it ends the watch, and is thrown as unhandled. */
  readonly onError?: (error: Error) => void;
}

/** What tells that a new frame is shown. */
interface Frames {
  requestVideoFrameCallback?(callback: () => void): number;
  readonly readyState: number;
}

/** @returns a function that stops it; nothing is told after that. */
export function watch<Source, A extends Answer>(
  answer: (source: Source, options?: CallOptions) => Promise<A>,
  video: Source & Frames,
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
    while (!stopped.signal.aborted) {
      await nextFrame(video, stopped.signal);
      if (stopped.signal.aborted || video.readyState < 2) continue;
      try {
        const result = await answer(video, { ...options, signal: stopped.signal });
        if (!stopped.signal.aborted) onAnswer(result);
      } catch (error) {
        if (error instanceof CancelledError && stopped.signal.aborted) return;
        const isOver = !onError || error instanceof FunctionClosedError;
        if (isOver) stop();
        if (!onError) throw error;
        onError(error as Error);
      }
    }
  })();
  return stop;
}

/** Waits for a frame that was not shown before; for a moment, where the browser can't tell. */
function nextFrame(video: Frames, signal: AbortSignal): Promise<void> {
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
