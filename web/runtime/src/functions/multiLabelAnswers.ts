/** Answers with several labels: each row of the head is a label of its own, true or not. */
import type { Answer } from "../answer.js";
import type { Threshold } from "../bundle/manifest.js";
import { THRESHOLDS } from "../contract.js";
import type { Embedding } from "../encoders/embedding.js";
import type { CheckedOptions } from "./base.js";
import { leastSureScore } from "./base.js";
import type { Classifier } from "./classifier.js";
import { logitsOf } from "./linearHead.js";

const LEAST_LOGIT = -700; // a number holds no larger power

/**
 * Answers with each label that holds.
 *
 * A label's score is its own probability, whatever the others are. The score of the answer null, where no
 * label holds, is the product of the labels' probabilities not to hold.
 */
export function answerWithLabels(
  classifier: Classifier<never>,
  embedding: Embedding,
  options: CheckedOptions,
): Answer {
  const { manifest } = classifier.bundle;
  const { labels } = manifest;
  const scores = logitsOf(classifier.head, embedding).map(sigmoid);
  const allowed = options.within === null ? null : classifier.labelsWithin(options.within);
  const numbers = labels.map((_, number) => number).filter((each) => allowed?.[each] ?? true);
  // In the labels' order, so that every language multiplies alike.
  const none = numbers.reduce((product, each) => product * (1 - scores[each]!), 1);
  numbers.sort((one, other) => scores[other]! - scores[one]!);
  const held = numbers.filter((each) => scores[each]! >= THRESHOLDS.holds);
  const score = held.length > 0 ? scores[held[0]!]! : none;
  const novel = classifier.isNovel(embedding, 0, score);
  const sure = !novel && score >= leastSureScore(manifest, options);
  const judged = held.length > 0 ? held.slice(0, 1) : numbers;
  return {
    answer: held.length > 0 ? labels[held[0]!]!.answer : null,
    score,
    sure,
    likely: sure || (!novel && score >= least(manifest.likely)),
    novel,
    calibrated: judged.every((each) => labels[each]!.calibration !== null),
    alternatives: numbers
      .slice(0, options.top)
      .map((each) => classifier.alternative(each, scores[each]!)),
    labels: held.map((each) => {
      const { answer: label, id, threshold, likely, calibration } = labels[each]!;
      const own = scores[each]!;
      const isSure = !novel && own >= (options.threshold ?? least(threshold));
      return {
        label,
        score: own,
        sure: isSure,
        likely: isSure || (!novel && own >= least(likely)),
        calibrated: calibration !== null,
        id,
      };
    }),
  };
}

function least(threshold: Threshold | null): number {
  return threshold?.score ?? Infinity;
}

function sigmoid(logit: number): number {
  return logit > LEAST_LOGIT ? 1 / (1 + Math.exp(-logit)) : 0;
}
