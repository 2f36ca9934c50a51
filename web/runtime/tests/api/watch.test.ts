import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../../src/answer.js";
import { watchFrames } from "../../src/api/watch.js";
import { CancelledError, FunctionClosedError, InputTypeError } from "../../src/errors.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ANSWER: Answer = {
  answer: "dog",
  score: 1,
  sure: true,
  likely: true,
  novel: false,
  calibrated: true,
  alternatives: [],
};
const unreadable = (): Promise<never> => Promise.reject(new InputTypeError("no frame yet"));

/** A video that shows a frame each 40 milliseconds. */
function video(readyState = 4) {
  return {
    readyState,
    requestVideoFrameCallback: (callback: () => void) => (setTimeout(callback, 40), 1),
  };
}

test("a first frame that can't be read does not end the watch", async () => {
  const answers: Answer[] = [];
  let frame = 0;
  const stop = watchFrames(
    () => (frame++ < 3 ? unreadable() : Promise.resolve(ANSWER)),
    video(),
    (answer) => answers.push(answer),
  );
  await vi.advanceTimersByTimeAsync(400);
  stop();
  expect(answers.length).toBeGreaterThan(3);
});

test("frames that can't be read now and then never end it, however long it goes on", async () => {
  let frame = 0;
  let answered = 0;
  const stop = watchFrames(
    () => (frame++ % 3 === 0 ? unreadable() : Promise.resolve(ANSWER)),
    video(),
    () => answered++,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  stop();
  expect(answered).toBeGreaterThan(900);
});

test("a video of which no frame can be read ends the watch with the error", async () => {
  const thrown = new Promise((resolve) => process.once("unhandledRejection", resolve));
  let asked = 0;
  watchFrames(
    () => (asked++, unreadable()),
    video(),
    () => undefined,
  );
  await vi.advanceTimersByTimeAsync(4000);
  expect(asked).toBeGreaterThan(50);
  await vi.advanceTimersByTimeAsync(2000);
  const before = asked;
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toBe(before);
  vi.useRealTimers();
  expect(await thrown).toBeInstanceOf(InputTypeError);
});

test("with onError every error is reported, and the watch goes on until the function is closed", async () => {
  const errors: Error[] = [];
  let frame = 0;
  watchFrames(
    () => (frame++ < 5 ? unreadable() : Promise.reject(new FunctionClosedError("closed"))),
    video(),
    () => undefined,
    { onError: (error) => errors.push(error) },
  );
  await vi.advanceTimersByTimeAsync(2000);
  expect(errors.map(({ name }) => name)).toEqual([
    ...Array<string>(5).fill("InputTypeError"),
    "FunctionClosedError",
  ]);
});

test("a frame is asked for only once there is one", async () => {
  const waiting = video(0);
  let asked = 0;
  const stop = watchFrames(
    () => (asked++, Promise.resolve(ANSWER)),
    waiting,
    () => undefined,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(0);
  waiting.readyState = 2;
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toBeGreaterThan(0);
  stop();
});

test("after stop, or an aborted signal, nothing is called", async () => {
  const abort = new AbortController();
  let answered = 0;
  let resolve: (answer: Answer) => void = () => undefined;
  const answer = (): Promise<Answer> => new Promise((done) => (resolve = done));
  watchFrames(answer, video(), () => answered++, { signal: abort.signal });
  await vi.advanceTimersByTimeAsync(100);
  abort.abort();
  resolve(ANSWER);
  await vi.advanceTimersByTimeAsync(1000);
  expect(answered).toBe(0);
  const cancelled = (): Promise<never> => Promise.reject(new CancelledError("stopped"));
  watchFrames(cancelled, video(), () => answered++)();
  await vi.advanceTimersByTimeAsync(1000);
  expect(answered).toBe(0);
});
