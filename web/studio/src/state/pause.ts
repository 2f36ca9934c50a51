/** Waits, until the time is over or the browser is online again. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(end, milliseconds);
    addEventListener("online", end, { once: true });
    signal?.addEventListener("abort", stop, { once: true });
    function end() {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal?.removeEventListener("abort", stop);
      done();
    }
    function stop() {
      clearTimeout(timer);
      removeEventListener("online", end);
      fail(new DOMException("stopped", "AbortError"));
    }
  });
}
