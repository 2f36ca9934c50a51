/** Merges a function's own answer with the labels that a user taught it. */
import type { Alternative, Answer } from "../answer.js";
import { KNOWN } from "./constants.js";
import type { LabelProbability } from "./taughtExamples.js";

/**
 * Merges a function's answer with the probabilities of taught labels.
 *
 * The answer is the likeliest taught label where all of them together are likelier than not; else
 * the function's own answer and its score stay. The alternatives are of both: taught labels with
 * their probability, and the function's own with the share of their scores that is left. A label
 * that the function knows too is one alternative, with both.
 *
 * @param answer - the function's own.
 * @param judged - the result of `FewShotLabels.judge` for the same input.
 * @param top - how many alternatives to give, at least 1.
 * @returns a new answer, or the same one where nothing is taught. A taught one is never
 * `calibrated`: its probability was fitted on other images than the user's own.
 */
export function mergeAnswers(
  answer: Answer,
  judged: readonly LabelProbability[],
  top: number,
): Answer {
  const best = judged[0];
  if (best === undefined) return answer;
  const known = judged.reduce((sum, { probability }) => sum + probability, 0);
  const every = mixAlternatives(answer.alternatives, judged, Math.max(0, 1 - known));
  if (known < KNOWN) {
    const own = answer.answer === null ? undefined : every[0];
    return Object.freeze({ ...answer, alternatives: rank(every, own, top) });
  }
  const winner = every.find((each) => each.answer === best.label)!;
  return Object.freeze({
    ...answer,
    answer: winner.answer,
    score: winner.score,
    sure: best.sure,
    likely: best.sure,
    novel: false, // like the taught examples, at least
    calibrated: false,
    alternatives: rank(every, winner, top),
  });
}

/** Returns the function's own alternatives, in their order, then the taught labels that it does not know. */
function mixAlternatives(
  own: readonly Alternative[],
  judged: readonly LabelProbability[],
  left: number,
): Alternative[] {
  const taught = new Map(judged.map(({ label, probability }) => [label, probability]));
  const both = own.map((each) => {
    const probability = taught.get(each.answer) ?? 0;
    taught.delete(each.answer); // where names repeat, the likeliest of that name
    return Object.freeze({ ...each, score: probability + left * each.score });
  });
  const alone = [...taught].map(([label, score]) =>
    Object.freeze({ answer: label, score, id: null, path: Object.freeze([]) }),
  );
  return [...both, ...alone];
}

/** Returns the winner, where there is one, then the others by their score. */
function rank(
  every: readonly Alternative[],
  winner: Alternative | undefined,
  top: number,
): readonly Alternative[] {
  const others = every.filter((each) => each !== winner).sort((a, b) => b.score - a.score);
  return Object.freeze([...(winner === undefined ? [] : [winner]), ...others].slice(0, top));
}
