/** What an AbortSignal does to a call. */
import { CancelledError } from "./errors.js";

export function aborted(signal: AbortSignal): CancelledError {
  return new CancelledError("the call was aborted", { cause: signal.reason });
}

/** Waits for a promise, or until the signal is aborted: what it stands for may go on. */
export async function orAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return promise;
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(aborted(signal));
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

/** A signal that is aborted with another one, or after so many milliseconds. */
export function within(milliseconds: number, signal: AbortSignal | undefined): AbortSignal {
  const both = new AbortController();
  const late = AbortSignal.timeout(milliseconds);
  for (const each of signal ? [signal, late] : [late]) {
    if (each.aborted) both.abort(each.reason);
    each.addEventListener("abort", () => both.abort(each.reason), { once: true });
  }
  return both.signal;
}
