/** What this tab calls itself: it keeps the examples that it has taken when it is loaded again. */
const KEY = "vizsla-labelling-client";

export function labellingClient(): string {
  try {
    const kept = sessionStorage.getItem(KEY);
    if (kept !== null) return kept;
    const made = crypto.getRandomValues(new Uint32Array(4)).join("-").slice(0, 60);
    sessionStorage.setItem(KEY, made);
    return made;
  } catch {
    return fallback;
  }
}

const fallback = crypto.getRandomValues(new Uint32Array(4)).join("-").slice(0, 60);
