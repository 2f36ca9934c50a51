import { beforeEach, expect, it, vi } from "vitest";
import { keepConnected } from "../../src/state/liveConnection";

class Stream extends EventTarget {
  static readonly CLOSED = 2;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 1;
  close() {
    this.readyState = Stream.CLOSED;
  }
  tell(kind: string, lastEventId: string) {
    this.dispatchEvent(Object.assign(new Event(kind), { lastEventId }));
  }
}

const page = Object.assign(new EventTarget(), { hidden: false });
let opened: { last: string; stream: Stream }[] = [];

function show(hidden: boolean): void {
  page.hidden = hidden;
  page.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", page);
  vi.stubGlobal("EventSource", Stream);
  page.hidden = false;
  opened = [];
});

function connected(): () => void {
  return keepConnected(
    (last) => {
      const stream = new Stream();
      opened.push({ last, stream });
      return stream as unknown as EventSource;
    },
    () => undefined,
  );
}

it("a hidden page lets its connection go, and goes on where it was when it is seen", () => {
  const end = connected();
  opened[0]!.stream.tell("revision", "7");
  opened[0]!.stream.tell("changes", "9");
  show(true);
  vi.advanceTimersByTime(60_000);
  expect(opened.map(({ stream }) => stream.readyState)).toEqual([Stream.CLOSED]);
  show(false);
  expect(opened.map(({ last }) => last)).toEqual(["", "9"]);
  expect(opened[1]!.stream.readyState).toBe(1);
  end();
  expect(opened[1]!.stream.readyState).toBe(Stream.CLOSED);
});

it("a page that is hidden for a moment keeps its connection", () => {
  const end = connected();
  show(true);
  vi.advanceTimersByTime(1_000);
  show(false);
  vi.advanceTimersByTime(60_000);
  expect(opened.map(({ stream }) => stream.readyState)).toEqual([1]);
  end();
});

it("an answer that is no stream is asked for again", () => {
  const end = connected();
  opened[0]!.stream.close();
  opened[0]!.stream.onerror!();
  vi.advanceTimersByTime(5_000);
  expect(opened).toHaveLength(2);
  end();
});
