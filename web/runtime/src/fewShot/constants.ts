/**
 * The numbers that turn likeness into a probability.
 *
 * Fitted on 24 November 2026 by the log loss of teaching 1 to 5 labels with 1 to 10 pictures each,
 * from two sets that weigh alike: Tux Paint's stamps (25 of their folders as labels) and
 * Fashion-MNIST. Half of the pictures asked about were of a taught label, half of other labels.
 * The fit gave 12.0, 0.46 and 0.21; the last two are rounded up, to the old answers' side.
 * `benchmarks/web/teach.py` measures what comes of them, on other pictures.
 */

/** How steeply the log of the odds rises with the correlation. */
export const STEEPNESS = 12;
/** How alike a label's pictures are until they tell: the correlation of two, counted as one more. */
export const ALIKE = 0.5;
/** How like a label's prototype pictures of other things are at the least. */
export const UNLIKE = 0.25;
/** From which probability of all taught labels together one of them is the answer. */
export const KNOWN = 0.5;
/**
 * From which probability of its own a taught answer is sure: of those, 95 % were right on stamps and
 * 90 % on clothes of 28 x 28 pixels, where half of the pictures were of other labels of the same set
 * and of other sets.
 */
export const SURE = 0.9;

/** What one function can be taught: more would make an answer slow, and an import a danger. */
export const MOST_LABELS = 1000;
export const MOST_EXAMPLES = 10_000;
/** Letters of a label, as in a project. */
export const MOST_LETTERS = 200;
/** Bytes of all the pictures of an import. */
export const MOST_PICTURE_BYTES = 2 ** 30;
