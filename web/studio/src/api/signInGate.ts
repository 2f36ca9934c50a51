/**
 * What waits until somebody has signed in again: a request that the server refuses because a session
 * has run out is kept, and sent once more afterwards. So no label is lost.
 */

/** Requests that ask who one is; their refusal is an answer. */
const AT_THE_DOOR = /\/v1\/(session|invitations:)/;
const CHANGES_NOTHING = new Set(["GET", "HEAD"]);

let waiting: { resume: () => void; giveUp: () => void; changes: boolean }[] = [];
let changesNothing = false;
const listeners = new Set<() => void>();

/** Sends a request; where the session has run out it waits for the next one, and is sent again. */
export async function sendSignedIn(
  request: Request,
  send: typeof fetch = (each) => fetch(each),
): Promise<Response> {
  if (AT_THE_DOOR.test(new URL(request.url).pathname)) return send(request);
  const changes = !CHANGES_NOTHING.has(request.method);
  // The browser may have fetched this with the page, before somebody signed in: that answer is used
  // once, and the next one is new.
  for (let mayBeOld = !changes; ; mayBeOld = false) {
    if (changes && changesNothing) throw new DOMException("left", "AbortError");
    const again = request.clone(); // a body can be read once
    const response = await send(request);
    if (response.status !== 401) return response;
    if (!mayBeOld) await signedInAgain(changes, request.signal);
    request = again;
  }
}

function signedInAgain(changes: boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new DOMException("left", "AbortError"));
    const entry = { resume: resolve, giveUp, changes };
    signal.addEventListener("abort", () => {
      waiting = waiting.filter((each) => each !== entry);
      tell();
      giveUp();
    });
    waiting = [...waiting, entry];
    tell();
  });
}

/** Sends all that waits: somebody has signed in. */
export function resumeWaiting(): void {
  const all = waiting;
  waiting = [];
  tell();
  for (const each of all) each.resume();
}

/**
 * Gives up what waits, and lets this page change nothing more: somebody else has signed in, whose
 * changes they are not.
 */
export function forgetWaiting(): void {
  const all = waiting;
  changesNothing = true;
  waiting = [];
  tell();
  for (const each of all) each.giveUp();
}

/** Returns whether something waits for somebody to sign in. */
export function isWaiting(): boolean {
  return waiting.length > 0;
}

/** Returns the number of changes that were not sent yet, such as labels. */
export function unsentChanges(): number {
  return waiting.filter((each) => each.changes).length;
}

/** Calls a function whenever one of these changes; returns what ends that. */
export function watchWaiting(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const each of listeners) each();
}

// A browser asks before it closes a page that has something unsent.
if (typeof window !== "undefined")
  window.addEventListener("beforeunload", (event) => {
    if (unsentChanges() > 0) event.preventDefault();
  });
