import { describe, expect, it } from "vitest";
import { nearest, Tracker, type Track } from "../../src/camera/animalTracker";

function boxAt(x: number, y = 100, label = "dog", score = 0.9) {
  return { x, y, width: 100, height: 100, label, score };
}

/** The only animal that is followed. */
function only(tracker: Tracker, at: number): Track {
  const tracks = tracker.tracks(at);
  expect(tracks).toHaveLength(1);
  return tracks[0]!;
}

describe("an animal", () => {
  it("is where it was detected, and stays the same one", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(100)], 0);
    const { id, box, dog } = only(tracker, 0);
    expect(box).toEqual({ x: 100, y: 100, width: 100, height: 100 });
    expect(dog).toBeNull();
    for (let at = 100; at <= 1000; at += 100) {
      tracker.update([boxAt(100 + at / 10)], at);
      expect(only(tracker, at).id).toBe(id);
    }
  });

  it("goes on between detections as it went", () => {
    const tracker = new Tracker();
    for (let at = 0; at <= 1000; at += 100) tracker.update([boxAt(at / 5)], at);
    const now = only(tracker, 1000).box.x;
    const soon = only(tracker, 1080).box.x;
    expect(Math.abs(now - 200)).toBeLessThan(12);
    expect(soon - now).toBeGreaterThan(8); // 16 at full speed
    expect(soon - now).toBeLessThan(18);
    const [later, last] = [only(tracker, 1500).box.x, only(tracker, 1800).box.x];
    expect(last - later).toBeLessThan(15); // it does not leave the picture for that
  });

  it("grows as it comes nearer", () => {
    const tracker = new Tracker();
    for (let at = 0; at <= 500; at += 100) {
      const side = 100 + at / 5;
      tracker.update([{ ...boxAt(100), width: side, height: side }], at);
    }
    expect(Math.abs(only(tracker, 500).box.width - 200)).toBeLessThan(20);
  });

  it("goes with the picture when the camera moves", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(300)], 0);
    const { id } = only(tracker, 0);
    tracker.shift(-250, 40);
    expect(only(tracker, 50).box).toMatchObject({ x: 50, y: 140 });
    tracker.update([boxAt(50, 140)], 100);
    expect(only(tracker, 100)).toMatchObject({ id, box: { x: 50, y: 140 } });
    expect(only(tracker, 300).box.x).toBeCloseTo(50); // the camera moved, it did not
  });

  it("is found by a detection of a frame from before the camera moved", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(300)], 0);
    const { id } = only(tracker, 0);
    const { moved } = tracker; // the frame is taken, and the detector thinks
    tracker.shift(-250, 0);
    tracker.update([boxAt(300), boxAt(600, 300)], 100, moved);
    const tracks = tracker.tracks(100);
    expect(tracks.map(({ box }) => box.x)).toEqual([50, 350]);
    expect(tracks[0]!.id).toBe(id);
  });

  it("keeps its name beside another one", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(0), boxAt(300)], 0);
    const [left, right] = tracker.tracks(0).map(({ id }) => id);
    for (let at = 100; at <= 500; at += 100) {
      tracker.update([boxAt(300 - at / 10), boxAt(at / 10)], at);
    }
    const tracks = tracker.tracks(500);
    expect(tracks.find(({ id }) => id === left)!.box.x).toBeLessThan(100);
    expect(tracks.find(({ id }) => id === right)!.box.x).toBeGreaterThan(200);
    expect(tracks).toHaveLength(2);
  });

  it("outlasts missed detections, but is gone in the end", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(100)], 0);
    const { id } = only(tracker, 0);
    tracker.update([], 400);
    expect(only(tracker, 800).id).toBe(id);
    expect(tracker.tracks(901)).toEqual([]);
    tracker.clear();
    expect(tracker.tracks(0)).toEqual([]);
  });

  it("is another one where another was a minute ago", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(100)], 0);
    tracker.looked(only(tracker, 0).id, { dog: 0.9 }, 0);
    tracker.update([boxAt(100, 100, "cat")], 60_000); // nobody looked in between
    expect(only(tracker, 60_000)).toMatchObject({ dog: null, isDog: false });
  });
});

describe("a dog", () => {
  it("is believed from the detector once it says so twice", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(100)], 0);
    expect(only(tracker, 0).isDog).toBe(false);
    tracker.update([boxAt(100)], 100);
    expect(only(tracker, 100).isDog).toBe(true);
  });

  it("is not what the detector calls a cat, or hardly a dog", () => {
    for (const box of [boxAt(100, 100, "cat"), boxAt(100, 100, "dog", 0.3)]) {
      const tracker = new Tracker();
      for (const at of [0, 100, 200]) tracker.update([box], at);
      expect(only(tracker, 200).isDog).toBe(false);
    }
  });

  it("is what the classifier says, whatever the detector says", () => {
    for (const [label, dog] of [
      ["dog", 0.1],
      ["cat", 0.9],
    ] as const) {
      const tracker = new Tracker();
      tracker.update([boxAt(100, 100, label)], 0);
      tracker.looked(only(tracker, 0).id, { dog }, 50);
      for (const at of [100, 200, 300]) tracker.update([boxAt(100, 100, label)], at);
      expect(only(tracker, 300)).toMatchObject({ dog, isDog: dog > 0.5 });
    }
  });

  it("stays one through a single look that errs a little", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(100)], 0);
    const { id } = only(tracker, 0);
    tracker.looked(id, { dog: 0.95 }, 10);
    tracker.looked(id, { dog: 0.3 }, 20);
    expect(only(tracker, 30).isDog).toBe(true);
    tracker.looked(id, { dog: 0.1 }, 40);
    expect(only(tracker, 50).isDog).toBe(false);
    tracker.looked(id + 1, { dog: 1 }, 60); // nobody's
    expect(only(tracker, 60).isDog).toBe(false);
  });

  it("may fill the picture, where the detector sees nothing", () => {
    const tracker = new Tracker();
    tracker.closeUp({ x: 0, y: 0, width: 400, height: 400 }, 0.8, 0);
    expect(only(tracker, 0)).toMatchObject({ dog: 0.8, isDog: true });
    expect(tracker.due(10, 200, 200)).toBeNull();
  });
});

describe("the classifier looks", () => {
  it("at the animal nearest to the reticle", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(0), boxAt(300), boxAt(600)], 0);
    expect(tracker.due(0, 650, 150)!.box.x).toBe(600);
    expect(tracker.due(0, 290, 150)!.box.x).toBe(300);
  });

  it("at each once, and again after a while", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(0), boxAt(300)], 0);
    const first = tracker.due(0, 50, 150)!;
    tracker.looked(first.id, { dog: 0.9 }, 0);
    const second = tracker.due(10, 50, 150)!;
    expect(second.id).not.toBe(first.id);
    tracker.looked(second.id, { dog: 0.9 }, 10);
    expect(tracker.due(20, 50, 150)).toBeNull();
    for (let at = 300; at <= 1600; at += 100) tracker.update([boxAt(0), boxAt(300)], at);
    expect(tracker.due(1600, 350, 150)!.id).toBe(second.id);
  });

  it("at new ones first, though a known one is nearer", () => {
    const tracker = new Tracker();
    tracker.update([boxAt(0)], 0);
    const { id } = only(tracker, 0);
    tracker.looked(id, { dog: 0.9 }, 0);
    for (let at = 200; at <= 1600; at += 200) tracker.update([boxAt(0)], at);
    tracker.update([boxAt(0), boxAt(400)], 1800);
    expect(tracker.due(1800, 50, 150)!.id).not.toBe(id);
  });
});

describe("the nearest animal", () => {
  const track = (id: number, x: number, side: number): Track => ({
    id,
    box: { x, y: 0, width: side, height: side },
    dog: null,
    isDog: true,
  });

  it("is the smallest of those that hold the point", () => {
    const tracks = [track(1, 0, 400), track(2, 50, 100), track(3, 90, 200)];
    expect(nearest(tracks, 100, 50)!.id).toBe(2);
  });

  it("is the one that holds the point before a smaller one beside it", () => {
    expect(nearest([track(1, 130, 10), track(2, 0, 120)], 119, 60)!.id).toBe(2);
  });

  it("is the closest where none holds it, and none where there is none", () => {
    expect(nearest([track(1, 500, 50), track(2, 300, 50)], 400, 25)!.id).toBe(2);
    expect(nearest([], 0, 0)).toBeNull();
  });
});
