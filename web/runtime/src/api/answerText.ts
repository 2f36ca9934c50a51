/** Writes Answers as texts: short for developers, in words for the users of an app. */
import type { Answer, HeldLabel } from "../answer.js";

const NONE_OF_THESE = "none of these";
const UNLIKE = "unlike the training examples";

/**
 * Returns an Answer for the users of an app: `beagle (94 %)`, `Probably beagle`.
 *
 * A score that was not calibrated is no percentage that anybody can rely on, nor is that of a novel
 * input, which says so instead: `Not sure: unlike the training examples. Perhaps: beagle`.
 */
export function inWords({
  answer,
  score,
  sure,
  likely,
  novel,
  calibrated,
  labels = [],
}: Answer): string {
  const name = labels.map(({ label }) => label).join(", ") || (answer ?? NONE_OF_THESE);
  if (novel) return `Not sure: ${UNLIKE}. Perhaps: ${name}`;
  if (labels.length > 0) return labels.map(heldInWords).join(", ");
  const start = sure ? "" : likely ? "Probably " : "Not sure. Perhaps: ";
  return `${start}${name}${calibrated ? percentage(score) : ""}`;
}

/** Returns a label in words: `red (94 %)`, `probably red (80 %)`. */
function heldInWords({ label, score, sure, likely, calibrated }: HeldLabel): string {
  const start = sure ? "" : likely ? "probably " : "perhaps ";
  return `${start}${label}${calibrated ? percentage(score) : ""}`;
}

// Rounded down: 100 % is a promise. But 100 * 0.29 is just below 29.
const percentage = (score: number): string => ` (${Math.floor(100 * score + 1e-9)} %)`;

/**
 * Returns the Answer with a `toString` that is no field of it: as JSON and to comparisons it stays the
 * plain value that it was.
 */
export function withText<A extends Answer>(answer: A): A {
  const short = (name: string, score: number): string => `${name} (${score.toFixed(2)})`;
  const held = answer.labels?.map(({ label, score }) => short(label, score)).join(", ");
  const text = held || short(answer.answer ?? NONE_OF_THESE, answer.score);
  return Object.defineProperty({ ...answer }, "toString", { value: () => text });
}
