import { expect, test } from "vitest";
import { amountScale, countScale, nearestAt } from "../../src/rooms/train/chartScale";
import type { Job } from "../../src/state/jobs";
import { phaseOf, stageOf, verdictOf, weakLabels } from "../../src/rooms/train/verdict";

test("each doubling of a count takes as much room as the last", () => {
  const { place } = countScale([1, 2, 4, 8], 0, 300);
  expect([1, 2, 4, 8].map((each) => Math.round(place(each)))).toEqual([0, 100, 200, 300]);
});

test("few numbers stand below a narrow chart, the last one among them", () => {
  const steps = [1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64];
  const { ticks } = countScale(steps, 40, 240);
  expect(ticks.length).toBeLessThanOrEqual(5);
  expect([ticks[0], ticks.at(-1)]).toEqual([1, 64]);
});

test("a curve of one point has a scale, too", () => {
  expect(countScale([1], 0, 100).place(1)).toBe(0);
  expect(amountScale([0], 100, 0, false).place(0)).toBe(100);
});

test("shares end at one hundred percent, and amounts begin at nothing", () => {
  const shares = amountScale([0.62, 0.97], 200, 0, true);
  expect([shares.ticks[0], shares.ticks.at(-1)]).toEqual([0.6, 1]);
  expect(shares.place(1)).toBe(0);
  const losses = amountScale([0.06, 1.93], 200, 0, false);
  expect([losses.ticks[0], losses.ticks.at(-1)]).toEqual([0, 2]);
});

test("the pointer finds the nearest point", () => {
  expect(nearestAt([0, 50, 100], 74)).toBe(1);
  expect(nearestAt([0, 50, 100], 999)).toBe(2);
});

test("the labels that more examples would help are named, the weakest first", () => {
  const recall = (label: string, share: number | null) => ({ label, examples: 10, recall: share });
  const gap = { training_accuracy: 1, validation_accuracy: 0.9, low: 0, high: 0.2, examples: 40 };
  const found = weakLabels({
    gap,
    label_recalls: [recall("oak", 1), recall("elm", 0.7), recall("ash", 0.5), recall("fir", null)],
  });
  expect(found.map((each) => each.label)).toEqual(["ash", "elm"]);
  expect(weakLabels({ gap: null, label_recalls: [recall("ash", 0.1)] })).toEqual([]);
});

test("each diagnosis of the server has words, and an unknown one raises no alarm", () => {
  expect(verdictOf("overfitting")).toEqual({ key: "overfitting", tone: "warn" });
  expect(verdictOf("something new").tone).toBe("good");
});

test("a job that waits, begins, works or is being cancelled says so", () => {
  const job = { state: "running", message: "fitting", cancelled_by: null } as Job;
  expect(phaseOf(job)).toBe("works");
  expect(phaseOf({ ...job, message: "" })).toBe("begins");
  expect(phaseOf({ ...job, state: "waiting" })).toBe("waits");
  expect(phaseOf({ ...job, cancelled_by: "anna" })).toBe("cancelling");
  expect(stageOf("fitting")).toBe("fitting");
  expect(stageOf("run 3: overfitting")).toBeUndefined();
});
