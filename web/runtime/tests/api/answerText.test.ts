import { expect, test } from "vitest";
import { inWords, withText } from "../../src/api/answerText.js";

const ANSWER = {
  answer: null,
  score: 0.936,
  sure: true,
  likely: true,
  novel: false,
  calibrated: true,
  alternatives: [],
};

test("an answer has the same short text as in Python", () => {
  expect(String(withText({ ...ANSWER, answer: "beagle" }))).toBe("beagle (0.94)");
  expect(String(withText(ANSWER))).toBe("none of these (0.94)");
});

test("the text is no field: the answer stays equal to its plain value", () => {
  const answer = withText(Object.freeze({ ...ANSWER }));
  expect(answer).toStrictEqual(ANSWER);
  expect({ ...answer }).toStrictEqual(ANSWER);
  expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(ANSWER);
});

test("an answer in words has a percentage only where the score is calibrated", () => {
  const oak = { ...ANSWER, answer: "oak", score: 0.987 };
  const likely = { ...oak, sure: false };
  const unsure = { ...likely, likely: false };
  expect(inWords(oak)).toBe("oak (98 %)");
  expect(inWords(likely)).toBe("Probably oak (98 %)");
  expect(inWords(unsure)).toBe("Not sure. Perhaps: oak (98 %)");
  const words = [oak, likely, unsure].map((each) => inWords({ ...each, calibrated: false }));
  expect(words).toEqual(["oak", "Probably oak", "Not sure. Perhaps: oak"]);
  expect(inWords(ANSWER)).toBe("none of these (93 %)");
});

test("a novel input is said to be so, and shows no percentage", () => {
  const oak = { ...ANSWER, answer: "oak", sure: false, likely: false, novel: true };
  expect(inWords(oak)).toBe("Not sure: unlike the training examples. Perhaps: oak");
});

test("a percentage is rounded down, and no lower", () => {
  const words = [0.29, 0.999, 0.57, 1].map((score) => inWords({ ...ANSWER, answer: "oak", score }));
  expect(words).toEqual(["oak (29 %)", "oak (99 %)", "oak (57 %)", "oak (100 %)"]);
});
