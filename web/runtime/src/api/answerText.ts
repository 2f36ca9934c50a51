/** Writes Answers as texts: short for developers, in words for the users of an app. */
import type { Answer } from "../answer.js";

const NONE_OF_THESE = "none of these";
const UNLIKE = "unlike the training examples";

/**
 * Returns an Answer for the users of an app: `beagle (94 %)`, `Probably beagle`.
 *
 * A score that was not calibrated is no percentage that anybody can rely on, nor is that of a novel
 * input, which says so instead: `Not sure: unlike the training examples. Perhaps: beagle`.
 */
export function inWords({ answer, score, sure, likely, novel, calibrated }: Answer): string {
  const name = answer ?? NONE_OF_THESE;
  if (novel) return `Not sure: ${UNLIKE}. Perhaps: ${name}`;
  const start = sure ? "" : likely ? "Probably " : "Not sure. Perhaps: ";
  // Rounded down: 100 % is a promise. But 100 * 0.29 is just below 29.
  const percentage = calibrated ? ` (${Math.floor(100 * score + 1e-9)} %)` : "";
  return `${start}${name}${percentage}`;
}

/**
 * Returns the Answer with a `toString` that is no field of it: as JSON and to comparisons it stays the
 * plain value that it was.
 */
export function withText<A extends Answer>(answer: A): A {
  const text = `${answer.answer ?? NONE_OF_THESE} (${answer.score.toFixed(2)})`;
  return Object.defineProperty({ ...answer }, "toString", { value: () => text });
}
