/** What a threshold costs, read from the test's table of thresholds. */
import type { Overview, Threshold } from "./testData";

type Counted = Pick<Overview, "thresholds" | "examples" | "multi_label">;

/** Returns the entry of a threshold; the table has one for each hundredth from 0 to 1. */
export function atThreshold(test: Pick<Overview, "thresholds">, threshold: number): Threshold {
  const last = test.thresholds.length - 1;
  return test.thresholds[Math.min(last, Math.max(0, Math.round(threshold * last)))]!;
}

/** What becomes of the tested examples at a threshold. */
export interface Cost {
  /** Answered surely, and rightly. */
  readonly right: number;
  /** Answered surely, and wrongly. */
  readonly wrong: number;
  /** Not sure: an app would ask a person, or say nothing. */
  readonly open: number;
}

/** Returns what becomes of the examples at a threshold. */
export function costAt(test: Counted, threshold: number): Cost {
  const { count, wrong } = atThreshold(test, threshold);
  return { right: count - wrong, wrong, open: answersOf(test) - count };
}

/** Returns the number of answers that the table counts: of multi-label, the given labels. */
export function answersOf({ multi_label, examples, thresholds }: Counted): number {
  if (!multi_label) return examples;
  const some = thresholds.find((each) => each.share > 0);
  return some === undefined ? 0 : Math.round(some.count / some.share);
}

/** Returns the lowest threshold without a mistake; null where there are none, or always one. */
export function withoutMistakes({ thresholds }: Pick<Overview, "thresholds">): number | null {
  if (thresholds[0]?.wrong === 0) return null;
  return thresholds.find((each) => each.count > 0 && each.wrong === 0)?.threshold ?? null;
}
