/** Gives an Answer a short text: `beagle (0.94)`. */
import type { Answer } from "../answer.js";

/**
 * Returns the Answer with a `toString` that is no field of it: as JSON and to comparisons it stays the
 * plain value that it was.
 */
export function withText<A extends Answer>(answer: A): A {
  const text = `${answer.answer ?? "none of these"} (${answer.score.toFixed(2)})`;
  return Object.defineProperty({ ...answer }, "toString", { value: () => text });
}
