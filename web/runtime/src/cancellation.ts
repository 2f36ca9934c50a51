/** Ends calls by an AbortSignal, or after some time. */
import { CancelledError } from "./errors.js";

/** Returns the error of a call whose signal was aborted. */
export function abortError(signal: AbortSignal): CancelledError {
  return new CancelledError("the call was aborted", { cause: signal.reason });
}

/**
 * Waits for a promise, or until the signal is aborted; the work behind the promise may go on.
 * @throws CancelledError - the signal was aborted.
 */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return promise;
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(abortError(signal));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
    promise.catch(() => undefined);
  }
}

/** Returns a signal that is aborted with another one, or after so many milliseconds. */
export function withTimeout(milliseconds: number, signal: AbortSignal | undefined): AbortSignal {
  const both = new AbortController();
  const late = AbortSignal.timeout(milliseconds);
  for (const each of signal ? [signal, late] : [late]) {
    if (each.aborted) both.abort(each.reason);
    each.addEventListener("abort", () => both.abort(each.reason), { once: true });
  }
  return both.signal;
}
