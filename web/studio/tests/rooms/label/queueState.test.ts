import { expect, test } from "vitest";
import {
  acted,
  EMPTY,
  failed,
  labelledElsewhere,
  merged,
  redone,
  undone,
  type QueueAct,
  type QueueItem,
  type QueuePage,
  type QueueState,
} from "../../../src/rooms/label/queueState";

const item = (id: number, label?: string): QueueItem =>
  ({
    example: { id, entities: null },
    guess: label === undefined ? null : { label, score: 0.9, labels: [] },
    held_by: null,
  }) as unknown as QueueItem;
const page = (...items: QueueItem[]) => ({ examples: items }) as unknown as QueuePage;
const set = (...items: QueueItem[]): QueueAct => ({ name: "set", body: { label: "oak" }, items });
const shown = (state: QueueState) => state.items.map((each) => each.example.id);
const full = merged(EMPTY, page(item(1), item(2), item(3)));

test("an act moves on at once, and its undo brings the example back before the labeller", () => {
  const next = acted(full, set(item(1)));
  expect(shown(next)).toEqual([2, 3]);
  expect(shown(undone(next))).toEqual([1, 2, 3]);
  expect(shown(redone(undone(next)))).toEqual([2, 3]);
  expect(undone(full)).toBe(full);
});

test("an act that failed puts its example back in sight, with the reason", () => {
  const act = set(item(1));
  const next = failed(acted(acted(full, act), set(item(2))), act, "no room");
  expect(shown(next)).toEqual([1, 3]);
  expect(next.failure).toBe("no room");
  expect(next.done).toHaveLength(1);
});

test("new guesses change no order, and what was just labelled does not come back", () => {
  const next = acted(full, set(item(1)));
  const fresh = merged(next, page(item(4, "elm"), item(1, "oak"), item(3, "oak"), item(2, "elm")));
  expect(shown(fresh)).toEqual([2, 3, 4]);
  expect(fresh.items.map((each) => each.guess?.label)).toEqual(["elm", "oak", "elm"]);
});

test("what was undone stays before the labeller though the server gave it to nobody", () => {
  const back = undone(acted(full, set(item(1))));
  expect(shown(merged(back, page(item(2), item(3))))).toEqual([1, 2, 3]);
});

test("what others have labelled goes away", () => {
  expect(shown(labelledElsewhere(full, new Set([2])))).toEqual([1, 3]);
  expect(labelledElsewhere(full, new Set([9]))).toBe(full);
});

test("marking entities leaves the text where it is, and undo shows it as it was", () => {
  const before = item(1);
  const after = { ...before, example: { ...before.example, entities: [] } } as QueueItem;
  const next = acted(full, { name: "entities", body: {}, items: [after], before });
  expect(shown(next)).toEqual([1, 2, 3]);
  expect(next.items[0]?.example.entities).toEqual([]);
  expect(undone(next).items[0]?.example.entities).toBeNull();
});
