import { expect, it } from "vitest";
import type { Answer } from "../../src/answer.js";
import { mergeAnswers } from "../../src/fewShot/mergeAnswers.js";
import type { LabelProbability } from "../../src/fewShot/taughtExamples.js";

const beagle = { answer: "beagle", score: 0.6, id: "n1", path: ["dog", "beagle"] };
const pug = { answer: "pug", score: 0.3, id: "n2", path: ["dog", "pug"] };
const OWN: Answer = {
  answer: "beagle",
  score: 0.6,
  sure: true,
  likely: true,
  novel: false,
  calibrated: true,
  alternatives: [beagle, pug],
};
const NONE: Answer = { ...OWN, answer: null, score: 0.97, alternatives: [{ ...pug, score: 0.02 }] };

const judged = (...every: [string, number, boolean?][]): LabelProbability[] =>
  every.map(([label, probability, sure = false]) => ({ label, probability, sure }));
const listed = ({ alternatives }: Answer): [string, number][] =>
  alternatives.map(({ answer, score }) => [answer, Math.round(1000 * score) / 1000]);

it("where nothing is taught the answer is the same object", () => {
  expect(mergeAnswers(OWN, [], 5)).toBe(OWN);
});

it("the function's own answer stays where no taught label is likely", () => {
  for (const own of [OWN, NONE]) {
    const { alternatives, ...rest } = mergeAnswers(own, judged(["Rex", 0.2], ["Bello", 0.1]), 5);
    const { alternatives: before, ...old } = own;
    expect(rest).toEqual(old);
    expect(alternatives.length).toBe(before.length + 2);
  }
});

it("alternatives are of both, and the function's own share the probability that is left", () => {
  const { alternatives } = mergeAnswers(OWN, judged(["Rex", 0.3], ["Bello", 0.1]), 5);
  expect(alternatives.map(({ answer }) => answer)).toEqual(["beagle", "Rex", "pug", "Bello"]);
  expect(alternatives[0]).toEqual({ ...beagle, score: 0.6 * 0.6 });
  expect(alternatives[1]).toEqual({ answer: "Rex", score: 0.3, id: null, path: [] });
});

it("the winner comes first, though a taught label that does not count is likelier", () => {
  const unlikely = { ...OWN, score: 0.35, alternatives: [{ ...beagle, score: 0.35 }] };
  const answer = mergeAnswers(unlikely, judged(["Rex", 0.45]), 5);
  expect(answer.answer).toBe("beagle");
  expect(listed(answer)).toEqual([
    ["beagle", 0.193],
    ["Rex", 0.45],
  ]);
  expect(listed(mergeAnswers(NONE, judged(["Rex", 0.45]), 5))[0]).toEqual(["Rex", 0.45]);
});

it("a likely taught label is the answer, with its probability, and never calibrated", () => {
  for (const own of [OWN, NONE]) {
    const answer = mergeAnswers(own, judged(["Rex", 0.93, true], ["Bello", 0.01]), 5);
    expect(answer).toMatchObject({ answer: "Rex", score: 0.93, sure: true, calibrated: false });
    expect(answer.alternatives[0]!.answer).toBe("Rex");
  }
});

it("of two taught labels that are likely together only, the likelier is the answer, not sure", () => {
  const answer = mergeAnswers(OWN, judged(["Rex", 0.45], ["Bello", 0.44]), 5);
  expect(answer).toMatchObject({ answer: "Rex", score: 0.45, sure: false });
  expect(listed(answer)).toEqual([
    ["Rex", 0.45],
    ["Bello", 0.44],
    ["beagle", 0.066],
    ["pug", 0.033],
  ]);
});

it("a label that the function knows too is one alternative, with its id and kinds", () => {
  const answer = mergeAnswers(OWN, judged(["pug", 0.8]), 5);
  expect(answer.answer).toBe("pug");
  expect(answer.alternatives[0]).toEqual({ ...pug, score: 0.8 + (1 - 0.8) * 0.3 });
  expect(answer.alternatives.length).toBe(2);
});

it("gives as many alternatives as were asked for, and keeps further fields of the answer", () => {
  const boxes = { ...OWN, boxes: [] };
  const answer = mergeAnswers(boxes, judged(["Rex", 0.7], ["Bello", 0.1]), 1);
  expect(listed(answer)).toEqual([["Rex", 0.7]]);
  expect(answer).toHaveProperty("boxes");
  expect(Object.isFrozen(answer) && Object.isFrozen(answer.alternatives)).toBe(true);
});
