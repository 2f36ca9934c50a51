import { describe, expect, it } from "vitest";
import { AnimalTracker, type Track } from "../../src/camera/animalTracker";
import { look, THRESHOLD } from "./looks";

function boxAt(x: number, y = 100, label = "dog", score = 0.9) {
  return { x, y, width: 100, height: 100, label, score };
}

/** Returns the one track that there is. */
function only(tracker: AnimalTracker, at: number): Track {
  const tracks = tracker.tracks(at);
  expect(tracks).toHaveLength(1);
  return tracks[0]!;
}

describe("an animal", () => {
  it("is where it was detected, and keeps its id while it moves", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([boxAt(100)], 0);
    const { id, box, dog } = only(tracker, 0);
    expect(box).toEqual({ x: 100, y: 100, width: 100, height: 100 });
    expect(dog).toBeNull();
    for (let at = 100; at <= 1000; at += 100) {
      tracker.update([boxAt(100 + at / 10)], at);
      expect(only(tracker, at).id).toBe(id);
    }
  });

  it("keeps its id where detections are more than a second apart", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([boxAt(100)], 0);
    const { id } = only(tracker, 0);
    for (let at = 1300; at <= 5200; at += 1300) {
      expect(only(tracker, at - 1).id).toBe(id);
      tracker.update([boxAt(100)], at);
      expect(only(tracker, at).id).toBe(id);
    }
    expect(tracker.tracks(5200 + 3000)).toEqual([]);
  });

  it("keeps its id where one of such rare detections misses it", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([boxAt(100)], 0);
    const { id } = only(tracker, 0);
    tracker.update([], 1300);
    tracker.update([boxAt(100)], 2600);
    expect(only(tracker, 2600).id).toBe(id);
  });

  it("goes on moving between detections, ever slower", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    for (let at = 0; at <= 1000; at += 100) tracker.update([boxAt(at / 5)], at);
    const now = only(tracker, 1000).box.x;
    const soon = only(tracker, 1080).box.x;
    expect(Math.abs(now - 200)).toBeLessThan(12);
    expect(soon - now).toBeGreaterThan(8); // 16 at full speed
    expect(soon - now).toBeLessThan(18);
    const [later, last] = [only(tracker, 1500).box.x, only(tracker, 1800).box.x];
    expect(last - later).toBeLessThan(15); // it comes to rest
  });

  it("grows with its detections", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    for (let at = 0; at <= 500; at += 100) {
      const side = 100 + at / 5;
      tracker.update([{ ...boxAt(100), width: side, height: side }], at);
    }
    expect(Math.abs(only(tracker, 500).box.width - 200)).toBeLessThan(20);
  });

  it("moves with the image when the camera moves", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([boxAt(300)], 0);
    const { id } = only(tracker, 0);
    tracker.shift(-250, 40);
    expect(only(tracker, 50).box).toMatchObject({ x: 50, y: 140 });
    tracker.update([boxAt(50, 140)], 100);
    expect(only(tracker, 100)).toMatchObject({ id, box: { x: 50, y: 140 } });
    expect(only(tracker, 300).box.x).toBeCloseTo(50); // only the camera moved
  });

  it("is matched by a detection of a frame from before the camera moved", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([boxAt(300)], 0);
    const { id } = only(tracker, 0);
    const { moved } = tracker; // the frame is taken, and being detected
    tracker.shift(-250, 0);
    tracker.update([boxAt(300), boxAt(600, 300)], 100, moved);
    const tracks = tracker.tracks(100);
    expect(tracks.map(({ box }) => box.x)).toEqual([50, 350]);
    expect(tracks[0]!.id).toBe(id);
  });

  it("keeps its id when another one crosses its way", () => {
    const tracker = new AnimalTracker(THRESHOLD);
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

  it("outlasts a few missed detections, and is gone after more", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([boxAt(100)], 0);
    const { id } = only(tracker, 0);
    for (const at of [400, 600]) tracker.update([], at);
    expect(only(tracker, 800).id).toBe(id);
    expect(tracker.tracks(901)).toEqual([]);
    tracker.clear();
    expect(tracker.tracks(0)).toEqual([]);
  });

  it("is not matched with an animal of a minute ago", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([boxAt(100)], 0);
    tracker.classified(only(tracker, 0).id, look({ pug: 0.9 }), 0);
    tracker.update([boxAt(100, 100, "cat")], 60_000); // without a detection in between
    expect(only(tracker, 60_000)).toMatchObject({ dog: null, isDog: false });
  });
});

describe("one dog", () => {
  const whole = { x: 100, y: 100, width: 300, height: 300, label: "dog", score: 0.9 };
  const head = { x: 150, y: 110, width: 110, height: 110, label: "dog", score: 0.8 };

  it("has one box and keeps its id, whether its head or all of it is detected", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    const ids = new Set<number>();
    for (let at = 0; at < 3000; at += 100) {
      tracker.update([at % 300 === 0 ? head : whole], at);
      ids.add(only(tracker, at).id);
    }
    expect(ids.size).toBe(1);
  });

  it("has one box after a frame in which it was detected twice", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([whole], 0);
    tracker.update([whole, head], 100);
    tracker.update([whole], 200);
    expect(tracker.tracks(200)).toHaveLength(1);
  });

  it("behind another one stays apart, though it is missed in between", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    for (const at of [0, 100, 200, 300]) tracker.update([whole, head], at);
    const ids = tracker.tracks(300).map(({ id }) => id);
    tracker.update([whole], 400);
    tracker.update([whole, head], 500);
    expect(tracker.tracks(500).map(({ id }) => id)).toEqual(ids);
  });
});

describe("an animal counts as a dog", () => {
  it("after two detections as a dog", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([boxAt(100)], 0);
    expect(only(tracker, 0).isDog).toBe(false);
    tracker.update([boxAt(100)], 100);
    expect(only(tracker, 100).isDog).toBe(true);
  });

  it("not when the detector finds a cat, or is hardly sure", () => {
    for (const box of [boxAt(100, 100, "cat"), boxAt(100, 100, "dog", 0.3)]) {
      const tracker = new AnimalTracker(THRESHOLD);
      for (const at of [0, 100, 200]) tracker.update([box], at);
      expect(only(tracker, 200).isDog).toBe(false);
    }
  });

  it("when the classifier says so, whatever the detector says", () => {
    for (const [label, dog] of [
      ["dog", 0.1],
      ["cat", 0.9],
    ] as const) {
      const tracker = new AnimalTracker(THRESHOLD);
      tracker.update([boxAt(100, 100, label)], 0);
      tracker.classified(only(tracker, 0).id, look({ pug: dog }), 50);
      for (const at of [100, 200, 300]) tracker.update([boxAt(100, 100, label)], at);
      expect(only(tracker, 300)).toMatchObject({ dog, isDog: dog > 0.5 });
    }
  });

  it("through a single classification that errs a little", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.update([boxAt(100)], 0);
    const { id } = only(tracker, 0);
    tracker.classified(id, look({ pug: 0.95 }), 10);
    tracker.classified(id, look({ pug: 0.3 }), 20);
    expect(only(tracker, 30).isDog).toBe(true);
    tracker.classified(id, look({ pug: 0.1 }), 40);
    expect(only(tracker, 50).isDog).toBe(false);
    tracker.classified(id + 1, look({ pug: 1 }), 60); // no animal has this id
    expect(only(tracker, 60).isDog).toBe(false);
  });

  it("when its face fills the image, and only the classifier finds it", () => {
    const tracker = new AnimalTracker(THRESHOLD);
    tracker.addCloseUp({ x: 0, y: 0, width: 400, height: 400 }, look({ pug: 0.8 }), 0);
    expect(only(tracker, 0)).toMatchObject({ dog: 0.8, isDog: true });
    expect(only(tracker, 0).looks.length).toBe(1);
  });
});

describe("the looks at a dog", () => {
  /** Returns the number of looks that count once another one, at another breed, was added. */
  function countAfter(tracker: AnimalTracker, id: number, at: number): number {
    tracker.classified(id, look({ vizsla: 0.9 }), at);
    return tracker.tracks(at).find((track) => track.id === id)!.looks.length;
  }

  function followed(): [AnimalTracker, number] {
    const tracker = new AnimalTracker(THRESHOLD);
    for (const at of [0, 100, 200]) {
      tracker.update([boxAt(100)], at);
      tracker.classified(only(tracker, at).id, look({ pug: 0.9 }), at);
    }
    return [tracker, only(tracker, 200).id];
  }

  it("count on while its box goes on steadily", () => {
    const [tracker, id] = followed();
    tracker.update([boxAt(110)], 300);
    expect(countAfter(tracker, id, 310)).toBe(4);
  });

  it("are dropped with the first that differs, once its box has jumped", () => {
    const [tracker, id] = followed();
    tracker.update([boxAt(150)], 300);
    expect(countAfter(tracker, id, 310)).toBe(1);
  });

  it("are so once a detection has missed it", () => {
    const [tracker, id] = followed();
    tracker.update([], 300);
    tracker.update([boxAt(100)], 400);
    expect(countAfter(tracker, id, 410)).toBe(1);
  });

  it("are so once another animal is as near", () => {
    const [tracker, id] = followed();
    tracker.update([boxAt(105), boxAt(140)], 300);
    expect(countAfter(tracker, id, 310)).toBe(1);
  });

  it("end with it: the next dog in its place begins without", () => {
    const [tracker] = followed();
    for (const at of [300, 600, 1200]) tracker.update([], at);
    tracker.update([boxAt(100)], 1500);
    expect(only(tracker, 1500).looks.length).toBe(0);
  });
});
