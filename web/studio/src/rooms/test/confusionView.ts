/** Which part of a confusion matrix is shown. */
import type { Schema } from "../../api/client";

export type Confusion = Schema["ConfusionItem"];
/** A label, or null for none of them. */
export type Label = string | null;
export type Cell = Pick<Schema["ConfusionCell"], "truth" | "answer">;

/** Returns the labels to show: all, or those with the most mistakes, in their order. */
export function shownLabels(
  { truths, answers, cells }: Confusion,
  most: number,
): { rows: Label[]; columns: Label[]; hidden: number } {
  const all = answers.length;
  if (all <= most) return { rows: truths, columns: answers, hidden: 0 };
  const mistakes = new Map<Label, number>();
  for (const { truth, answer, count } of cells) {
    if (truth === answer) continue;
    for (const each of [truth, answer]) mistakes.set(each, (mistakes.get(each) ?? 0) + count);
  }
  const kept = new Set(
    [...answers].sort((a, b) => (mistakes.get(b) ?? 0) - (mistakes.get(a) ?? 0)).slice(0, most),
  );
  const keep = (each: Label) => kept.has(each);
  return { rows: truths.filter(keep), columns: answers.filter(keep), hidden: all - most };
}

/** Returns the cell that is shown where none was chosen: the most frequent mistake. */
export function firstCell({ cells }: Confusion): Cell | null {
  const wrong = cells.filter((each) => each.truth !== each.answer);
  return wrong.reduce<(typeof wrong)[number] | null>(
    (most, each) => (most === null || each.count > most.count ? each : most),
    null,
  );
}
