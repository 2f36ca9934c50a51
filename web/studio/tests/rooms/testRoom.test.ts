import { expect, it } from "vitest";
import { filterOf } from "../../src/rooms/test/answerFilter";
import { firstCell, shownLabels } from "../../src/rooms/test/confusionView";
import { costAt, withoutMistakes } from "../../src/rooms/test/thresholds";
import { areSame } from "../../src/rooms/test/triedAnswer";

const share = { value: null, low: 0, high: 1 };

/** Makes the table of a test: scores of answers, and whether each is right. */
function tested(...answers: readonly (readonly [score: number, right: boolean])[]) {
  const thresholds = Array.from({ length: 101 }, (_, at) => {
    const sure = answers.filter(([score]) => score >= at / 100);
    return {
      threshold: at / 100,
      count: sure.length,
      wrong: sure.filter(([, right]) => !right).length,
      share: sure.length / answers.length,
      precision: share,
    };
  });
  return { thresholds, examples: answers.length, multi_label: false };
}

it("a threshold costs answers, and saves mistakes", () => {
  const test = tested([0.95, true], [0.8, false], [0.6, true], [0.4, false]);
  expect(costAt(test, 0)).toEqual({ right: 2, wrong: 2, open: 0 });
  expect(costAt(test, 0.5)).toEqual({ right: 2, wrong: 1, open: 1 });
  expect(costAt(test, 1)).toEqual({ right: 0, wrong: 0, open: 4 });
  expect(withoutMistakes(test)).toBe(0.81);
  expect(withoutMistakes(tested([0.9, true]))).toBeNull();
  expect(withoutMistakes(tested([1, false]))).toBeNull();
});

const cells = [
  { truth: "a", answer: "a", count: 9 },
  { truth: "b", answer: "c", count: 4 },
  { truth: "c", answer: null, count: 2 },
];

it("a large matrix shows the labels that are confused most, in their order", () => {
  const labels = ["a", "b", "c", null];
  const confusion = { truths: labels, answers: labels, cells };
  expect(shownLabels(confusion, 2)).toEqual({ rows: ["b", "c"], columns: ["b", "c"], hidden: 2 });
  expect(shownLabels(confusion, 4).hidden).toBe(0);
  expect(firstCell(confusion)).toMatchObject({ truth: "b", answer: "c" });
  expect(firstCell({ ...confusion, cells: cells.slice(0, 1) })).toBeNull();
});

it("an address says which answers are shown; what it can't mean is left out", () => {
  const filter = (query: string) => filterOf(new URLSearchParams(query));
  expect(filter("")).toEqual({ sort: "mistakes" });
  expect(filter("sort=all&missed=oak&least=0.8")).toEqual({
    sort: "all",
    missed: "oak",
    least_score: 0.8,
    familiar: true,
  });
  expect(filter("sort=other&least=7")).toEqual({ sort: "mistakes" });
});

it("two answers are the same by their labels, their order and their scores", () => {
  const alternatives = [
    { answer: "oak", score: 0.8 },
    { answer: "elm", score: 0.2 },
  ];
  const answer = { answer: "oak", score: 0.8, sure: true, novel: false, alternatives };
  const near = { ...answer, score: 0.8 + 1e-9, entities: [] };
  expect(areSame(answer, near)).toBe(true);
  expect(areSame(answer, { ...answer, score: 0.81 })).toBe(false);
  expect(areSame(answer, { ...answer, alternatives: [...alternatives].reverse() })).toBe(false);
  const entities = [{ text: "Rome", kind: "city", start: 0, end: 4 }];
  expect(areSame(answer, { ...answer, entities })).toBe(false);
});
