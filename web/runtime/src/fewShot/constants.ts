/**
 * The numbers that turn similarity into a probability.
 *
 * Fitted on 24 November 2026 by the log loss of teaching 1 to 5 labels with 1 to 10 images each,
 * from two sets of equal weight: Tux Paint's stamps (25 of their folders as labels) and
 * Fashion-MNIST. Half of the test images were of a taught label, half of other labels.
 * The fit gave 12.0, 0.46 and 0.21; the last two are rounded up, in favour of the function's own answers.
 * `benchmarks/web/teach.py` measures them on other images.
 */
import { LIMITS } from "../contract.js";

/** How steeply the log of the odds rises with the correlation. */
export const STEEPNESS = 12;
/** The prior for the correlation of two examples of a label; it counts as one more example. */
export const PRIOR_CORRELATION = 0.5;
/** The least correlation of other images with a label's prototype. */
export const LEAST_OF_OTHERS = 0.25;
/** The least probability of all taught labels together for one of them to be the answer. */
export const KNOWN = 0.5;
/**
 * The least probability of a sure answer: of those, 95 % were right on stamps and 90 % on clothes of
 * 28 x 28 pixels, where half of the images were of other labels of the same set and of other sets.
 */
export const SURE = 0.9;

/** The most labels and examples of one function: more would make an answer slow. */
export const MOST_LABELS = LIMITS.few_shot.labels;
export const MOST_EXAMPLES = LIMITS.few_shot.examples;
/** Letters of a label, as in a project. */
export const MOST_LETTERS = LIMITS.label.letters;
/** Bytes of all files of an import. */
export const MOST_IMPORT_BYTES = LIMITS.few_shot.import_bytes;
