/** Keeps the screen on while the user looks for dogs. */

/**
 * Requests the lock now, and again whenever the page is shown: hiding the page releases it.
 * @param onShown - called when the page is shown again.
 * @returns the function that releases the lock.
 */
export function keepScreenOn(onShown: () => void): () => void {
  let release = requestLock();
  const onVisibility = (): void => {
    if (document.hidden) return;
    release();
    release = requestLock();
    onShown();
  };
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    release();
  };
}

function requestLock(): () => void {
  const lock = navigator.wakeLock?.request("screen").catch(() => null);
  return () => void lock?.then((held) => held?.release());
}
