/** Says in a sentence what a function promises. Its twin is `src/vizsla/bundle/promises.py`. */
import type { Manifest } from "./manifest.js";

/** Returns why no answer of a function is sure, and what would help; null where some are. */
export function whyNeverSure({ threshold: { score, more } }: Manifest): string | null {
  if (score !== null) return null;
  if (more === null) {
    return (
      "No answer of this function is sure: its training examples can't show how often its answers " +
      "are right."
    );
  }
  const count = `${more.toLocaleString("en-US")} more labelled example${more === 1 ? "" : "s"}`;
  return `No answer of this function is sure yet: about ${count} would be needed.`;
}
