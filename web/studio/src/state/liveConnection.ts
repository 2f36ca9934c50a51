/**
 * Keeps a stream of events open while a person sees the page. A browser has six connections to a
 * server for all of its tabs, so that some hidden ones would leave none for the tab in use.
 */
const HIDDEN_FOR = 10_000; // milliseconds after which a hidden page lets its connection go
const BETWEEN_TRIES = 5_000;

/**
 * Opens a stream, and opens it again when it has ended or the page is seen again.
 * @param open - opens it; told the id of the last event that came, or "" for none.
 * @param onState - told whether events come.
 * @returns what ends it.
 */
export function keepConnected(
  open: (last: string) => EventSource,
  onState: (state: "live" | "away") => void,
): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = "";
  const close = () => {
    source?.close();
    source = null;
  };
  const connect = () => {
    clearTimeout(timer);
    if (source !== null || document.hidden) return;
    const opened = open(last);
    source = opened;
    opened.onopen = () => onState("live");
    opened.onerror = () => {
      onState("away");
      if (opened.readyState !== EventSource.CLOSED) return; // the browser tries again itself
      close();
      timer = setTimeout(connect, BETWEEN_TRIES);
    };
    for (const kind of ["revision", "changes"])
      opened.addEventListener(kind, (event) => {
        last = (event as MessageEvent<string>).lastEventId;
      });
  };
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(close, HIDDEN_FOR);
    else connect();
  };
  connect();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    clearTimeout(timer);
    close();
  };
}
