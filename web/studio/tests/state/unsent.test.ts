import { expect, it, vi } from "vitest";

const heard = new Map<string, (event: { preventDefault: () => void }) => void>();
vi.stubGlobal("addEventListener", (name: string, hear: () => void) => heard.set(name, hear));
vi.stubGlobal("removeEventListener", () => undefined);
vi.stubGlobal("document", { baseURI: "http://localhost/studio/" });

const { ApiError } = await import("../../src/api/client");
const { confirmed, untilAnswered } = await import("../../src/state/unsent");

/** Returns whether the browser asks before it closes the page. */
function asks(): boolean {
  const preventDefault = vi.fn();
  heard.get("beforeunload")!({ preventDefault });
  return preventDefault.mock.calls.length > 0;
}

it("a change is made again until the server is back, and only then the page may close", async () => {
  vi.useFakeTimers();
  const away = [new ApiError("", 0), new ApiError("", 502), new ApiError("", 0)];
  const change = vi.fn(() => {
    const error = away.shift();
    return error === undefined ? Promise.resolve("done") : Promise.reject(error);
  });
  const sent = confirmed(untilAnswered(change));
  expect(asks()).toBe(true);
  await vi.runAllTimersAsync();
  expect(await sent).toBe("done");
  expect(change).toHaveBeenCalledTimes(4);
  expect(asks()).toBe(false);
});

it("what the server refuses is not made again", async () => {
  const refused = new ApiError("no space", 503, "workspace-full");
  const change = vi.fn(() => Promise.reject(refused));
  await expect(confirmed(untilAnswered(change))).rejects.toBe(refused);
  expect(change).toHaveBeenCalledTimes(1);
  expect(asks()).toBe(false);
});
