import { expect, test } from "vitest";
import { withText } from "../../src/api/answerText.js";

const ANSWER = { answer: null, score: 0.936, sure: true, calibrated: true, alternatives: [] };

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
