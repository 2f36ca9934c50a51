import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { recapOf } from "../../src/walks/walkRecap";
import { deleteWalk, endWalk, startWalk, trackWalk } from "../../src/walks/walkTracker";
import { aCatch, BEAGLE, HOUR, NOON, PUG } from "../sampleRecords";
import { openStore } from "../storage/newStore";

let arrive: (east: number) => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
  let watcher: PositionCallback | null = null;
  const geolocation = {
    watchPosition: (found: PositionCallback) => {
      watcher = found;
      return 1;
    },
    clearWatch: () => undefined,
  };
  vi.stubGlobal("navigator", { geolocation });
  arrive = (east) => {
    const coords = { latitude: 52.4, longitude: 13 + east / 67_850, accuracy: 5 };
    watcher!({ coords } as GeolocationPosition);
  };
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Starts a walk with one point; returns its store, and what fails while its way is written. */
async function walking() {
  const store = await openStore();
  const walk = await startWalk(store);
  const errors: unknown[] = [];
  trackWalk(store, walk.id, (error) => errors.push(error));
  arrive(0);
  await vi.waitFor(() => expect(store.value.walks[0]!.path).toHaveLength(1));
  return { store, walk, errors };
}

/** Lets a minute pass, in which one walks on. */
function walkOn(minutes = 1): void {
  vi.setSystemTime(Date.now() + minutes * 60_000);
  arrive(60 * minutes);
}

it("a place that arrives while the walk ends does not open it again", async () => {
  const { store, walk, errors } = await walking();
  const ending = endWalk(store, walk);
  walkOn();
  const ended = await ending;
  await endWalk(store, walk, NOON); // in turn: behind the place
  expect(ended.end).not.toBeNull();
  expect(store.value.walks[0]).toMatchObject({ end: NOON, path: ended.path });
  expect(errors).toEqual([]);
});

it("a place that arrives before the walk ends is its last point", async () => {
  const { store, walk } = await walking();
  walkOn();
  expect((await endWalk(store, walk)).path).toHaveLength(2);
});

it("a place that arrives while the walk is deleted does not bring it back", async () => {
  const { store, walk } = await walking();
  const deleting = deleteWalk(store, walk);
  walkOn();
  const undo = await deleting;
  await new Promise((resolve) => setTimeout(resolve, 50)); // longer than the write takes
  expect(store.value.walks).toEqual([]);
  await undo();
  expect(store.value.walks[0]!.path).toHaveLength(1);
});

it("a place hours later ends a walk that was forgotten, at its last point", async () => {
  const { store } = await walking();
  walkOn(7 * 60);
  await vi.waitFor(() => expect(store.value.walks[0]!.end).toBe(NOON));
  expect(store.value.walks[0]!.path).toHaveLength(1);
});

it("a mix is no new breed of a walk", () => {
  const walk = { id: "w", at: NOON, end: NOON + HOUR, path: [] };
  const catches = [aCatch(1, { mix: [BEAGLE, PUG] }), aCatch(2, { breed: PUG })];
  expect(recapOf(walk, { catches, finds: [] }, NOON).newBreeds).toEqual([PUG]);
});
