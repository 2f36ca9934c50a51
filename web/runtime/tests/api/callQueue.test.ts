import { expect, test } from "vitest";
import { CallQueue } from "../../src/api/callQueue.js";
import { CancelledError } from "../../src/errors.js";

const KEY = {};

/** Returns a task that ends when `end` is called. */
function task(): { run: () => Promise<string>; end: () => void; began: () => boolean } {
  let began = false;
  let end = (): void => undefined;
  const ended = new Promise<string>((resolve) => (end = () => resolve("done")));
  return { run: () => ((began = true), ended), end: () => end(), began: () => began };
}

test("two tasks run at a time, in their order", async () => {
  const queue = new CallQueue();
  const tasks = [task(), task(), task()];
  const results = tasks.map((each) => queue.add(KEY, each.run));
  expect(tasks.map((each) => each.began())).toEqual([true, true, false]);
  tasks[0]!.end();
  await results[0];
  await Promise.resolve();
  expect(tasks[2]!.began()).toBe(true);
  tasks.forEach((each) => each.end());
  expect(await Promise.all(results)).toEqual(["done", "done", "done"]);
});

test("of waiting tasks with the same key only the latest stays", async () => {
  const queue = new CallQueue();
  const running = [task(), task()];
  running.forEach((each) => void queue.add(KEY, each.run));
  const stale = queue.add(KEY, task().run, { latest: true });
  const other = task();
  const others = queue.add({}, other.run, { latest: true });
  const newest = task();
  const wins = queue.add(KEY, newest.run, { latest: true });
  await expect(stale).rejects.toBeInstanceOf(CancelledError);
  [...running, other, newest].forEach((each) => each.end());
  expect(await Promise.all([others, wins])).toEqual(["done", "done"]);
});

test("an aborted task that waits never runs, and the queue goes on", async () => {
  const queue = new CallQueue();
  const running = [task(), task()];
  running.forEach((each) => void queue.add(KEY, each.run));
  const abort = new AbortController();
  const waiting = task();
  const aborted = queue.add(KEY, waiting.run, { signal: abort.signal });
  const after = task();
  const last = queue.add(KEY, after.run);
  abort.abort("enough");
  await expect(aborted).rejects.toMatchObject({ name: "CancelledError", cause: "enough" });
  [...running, after].forEach((each) => each.end());
  expect(await last).toBe("done");
  expect(waiting.began()).toBe(false);
});

test("a task that fails fails its own call alone", async () => {
  const queue = new CallQueue();
  const bad = queue.add(KEY, () => Promise.reject(new Error("no")));
  const good = queue.add(KEY, () => Promise.resolve("yes"));
  await expect(bad).rejects.toThrow("no");
  expect(await good).toBe("yes");
});
