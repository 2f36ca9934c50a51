import { describe, expect, it } from "vitest";
import type { Track } from "../../src/camera/animalTracker";
import { DogLooks } from "../../src/camera/dogLooks";
import { nearest, nextToLookAt } from "../../src/camera/lookTurns";
import { THRESHOLD } from "./looks";

function track(id: number, x: number, lookedAt = -Infinity, side = 100, isDog = true): Track {
  const looks = new DogLooks(THRESHOLD);
  return { id, box: { x, y: 0, width: side, height: side }, dog: null, isDog, looks, lookedAt };
}

const nobody = (): boolean => false;

/** Returns how often each of some animals is looked at, in a look every 100 ms for 6 seconds. */
function countLooks(animals: Track[], x: number, isNamed = nobody as (track: Track) => boolean) {
  const lookedAt = new Map(animals.map(({ id }) => [id, -Infinity]));
  const counts = new Map(animals.map(({ id }) => [id, 0]));
  for (let at = 0; at < 6000; at += 100) {
    const tracks = animals.map((each) => ({ ...each, lookedAt: lookedAt.get(each.id)! }));
    const next = nextToLookAt(tracks, at, x, 50, isNamed);
    if (!next) continue;
    lookedAt.set(next.id, at);
    counts.set(next.id, counts.get(next.id)! + 1);
  }
  return animals.map(({ id }) => counts.get(id)!);
}

describe("the animal to look at next", () => {
  it("is a new one, the nearest to the reticle first, though a known one is nearer", () => {
    const tracks = [track(1, 0, 0), track(2, 300), track(3, 600)];
    expect(nextToLookAt(tracks, 5000, 50, 50, nobody)!.id).toBe(2);
    expect(nextToLookAt(tracks, 5000, 650, 50, nobody)!.id).toBe(3);
  });

  it("is most often the dog under the reticle, but each has its turn", () => {
    const [aimed, aside, cat] = countLooks(
      [track(1, 0), track(2, 300), track(3, 600, -Infinity, 100, false)],
      50,
    );
    expect(aimed).toBeGreaterThan(3 * aside!);
    expect(aside).toBeGreaterThanOrEqual(5);
    expect(cat).toBeGreaterThanOrEqual(3);
  });

  it("leaves time for the detector once the dog under the reticle has its name", () => {
    const [unnamed] = countLooks([track(1, 0)], 50);
    const [named] = countLooks([track(1, 0)], 50, () => true);
    expect(named).toBeLessThan(unnamed! / 2);
  });

  it("is nobody without animals, and right after all were looked at", () => {
    expect(nextToLookAt([], 0, 0, 0, nobody)).toBeNull();
    expect(nextToLookAt([track(1, 0, 1000)], 1010, 50, 50, nobody)).toBeNull();
  });
});

describe("the nearest animal", () => {
  it("is the smallest of those around the point", () => {
    const tracks = [track(1, 0, 0, 400), track(2, 50, 0, 100), track(3, 90, 0, 200)];
    expect(nearest(tracks, 100, 50)!.id).toBe(2);
  });

  it("is the one around the point, before a smaller one beside it", () => {
    expect(nearest([track(1, 130, 0, 10), track(2, 0, 0, 120)], 119, 60)!.id).toBe(2);
  });

  it("is the closest one where none is around it, and null without animals", () => {
    expect(nearest([track(1, 500, 0, 50), track(2, 300, 0, 50)], 400, 25)!.id).toBe(2);
    expect(nearest([], 0, 0)).toBeNull();
  });
});
