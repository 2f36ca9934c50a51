import { describe, expect, it } from "vitest";
import { nearest, AnimalTracker, type Track } from "../../src/camera/animalTracker";

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
    const tracker = new AnimalTracker();
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
    const tracker = new AnimalTracker();
    tracker.update([boxAt(100)], 0);
    const { id } = only(tracker, 0);
    for (let at = 1300; at <= 5200; at += 1300) {
      expect(only(tracker, at - 1).id).toBe(id);
      tracker.update([boxAt(100)], at);
      expect(only(tracker, at).id).toBe(id);
    }
    expect(tracker.tracks(5200 + 3000)).toEqual([]);
  });

  it("goes on moving between detections, ever slower", () => {
    const tracker = new AnimalTracker();
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
    const tracker = new AnimalTracker();
    for (let at = 0; at <= 500; at += 100) {
      const side = 100 + at / 5;
      tracker.update([{ ...boxAt(100), width: side, height: side }], at);
    }
    expect(Math.abs(only(tracker, 500).box.width - 200)).toBeLessThan(20);
  });

  it("moves with the image when the camera moves", () => {
    const tracker = new AnimalTracker();
    tracker.update([boxAt(300)], 0);
    const { id } = only(tracker, 0);
    tracker.shift(-250, 40);
    expect(only(tracker, 50).box).toMatchObject({ x: 50, y: 140 });
    tracker.update([boxAt(50, 140)], 100);
    expect(only(tracker, 100)).toMatchObject({ id, box: { x: 50, y: 140 } });
    expect(only(tracker, 300).box.x).toBeCloseTo(50); // only the camera moved
  });

  it("is matched by a detection of a frame from before the camera moved", () => {
    const tracker = new AnimalTracker();
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
    const tracker = new AnimalTracker();
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
    const tracker = new AnimalTracker();
    tracker.update([boxAt(100)], 0);
    const { id } = only(tracker, 0);
    tracker.update([], 400);
    expect(only(tracker, 800).id).toBe(id);
    expect(tracker.tracks(901)).toEqual([]);
    tracker.clear();
    expect(tracker.tracks(0)).toEqual([]);
  });

  it("is not matched with an animal of a minute ago", () => {
    const tracker = new AnimalTracker();
    tracker.update([boxAt(100)], 0);
    tracker.classified(only(tracker, 0).id, { dog: 0.9 }, 0);
    tracker.update([boxAt(100, 100, "cat")], 60_000); // without a detection in between
    expect(only(tracker, 60_000)).toMatchObject({ dog: null, isDog: false });
  });
});

describe("one dog", () => {
  const whole = { x: 100, y: 100, width: 300, height: 300, label: "dog", score: 0.9 };
  const head = { x: 150, y: 110, width: 110, height: 110, label: "dog", score: 0.8 };

  it("has one box and keeps its id, whether its head or all of it is detected", () => {
    const tracker = new AnimalTracker();
    const ids = new Set<number>();
    for (let at = 0; at < 3000; at += 100) {
      tracker.update([at % 300 === 0 ? head : whole], at);
      ids.add(only(tracker, at).id);
    }
    expect(ids.size).toBe(1);
  });

  it("has one box after a frame in which it was detected twice", () => {
    const tracker = new AnimalTracker();
    tracker.update([whole], 0);
    tracker.update([whole, head], 100);
    tracker.update([whole], 200);
    expect(tracker.tracks(200)).toHaveLength(1);
  });

  it("behind another one stays apart, though it is missed in between", () => {
    const tracker = new AnimalTracker();
    for (const at of [0, 100, 200, 300]) tracker.update([whole, head], at);
    const ids = tracker.tracks(300).map(({ id }) => id);
    tracker.update([whole], 400);
    tracker.update([whole, head], 500);
    expect(tracker.tracks(500).map(({ id }) => id)).toEqual(ids);
  });
});

describe("an animal counts as a dog", () => {
  it("after two detections as a dog", () => {
    const tracker = new AnimalTracker();
    tracker.update([boxAt(100)], 0);
    expect(only(tracker, 0).isDog).toBe(false);
    tracker.update([boxAt(100)], 100);
    expect(only(tracker, 100).isDog).toBe(true);
  });

  it("not when the detector finds a cat, or is hardly sure", () => {
    for (const box of [boxAt(100, 100, "cat"), boxAt(100, 100, "dog", 0.3)]) {
      const tracker = new AnimalTracker();
      for (const at of [0, 100, 200]) tracker.update([box], at);
      expect(only(tracker, 200).isDog).toBe(false);
    }
  });

  it("when the classifier says so, whatever the detector says", () => {
    for (const [label, dog] of [
      ["dog", 0.1],
      ["cat", 0.9],
    ] as const) {
      const tracker = new AnimalTracker();
      tracker.update([boxAt(100, 100, label)], 0);
      tracker.classified(only(tracker, 0).id, { dog }, 50);
      for (const at of [100, 200, 300]) tracker.update([boxAt(100, 100, label)], at);
      expect(only(tracker, 300)).toMatchObject({ dog, isDog: dog > 0.5 });
    }
  });

  it("through a single classification that errs a little", () => {
    const tracker = new AnimalTracker();
    tracker.update([boxAt(100)], 0);
    const { id } = only(tracker, 0);
    tracker.classified(id, { dog: 0.95 }, 10);
    tracker.classified(id, { dog: 0.3 }, 20);
    expect(only(tracker, 30).isDog).toBe(true);
    tracker.classified(id, { dog: 0.1 }, 40);
    expect(only(tracker, 50).isDog).toBe(false);
    tracker.classified(id + 1, { dog: 1 }, 60); // no animal has this id
    expect(only(tracker, 60).isDog).toBe(false);
  });

  it("when its face fills the image, and only the classifier finds it", () => {
    const tracker = new AnimalTracker();
    tracker.addCloseUp({ x: 0, y: 0, width: 400, height: 400 }, 0.8, 0);
    expect(only(tracker, 0)).toMatchObject({ dog: 0.8, isDog: true });
    expect(tracker.due(10, 200, 200)).toBeNull();
  });
});

describe("the animal to classify next", () => {
  it("is the nearest one to the reticle", () => {
    const tracker = new AnimalTracker();
    tracker.update([boxAt(0), boxAt(300), boxAt(600)], 0);
    expect(tracker.due(0, 650, 150)!.box.x).toBe(600);
    expect(tracker.due(0, 290, 150)!.box.x).toBe(300);
  });

  it("is each animal once, and again after a while", () => {
    const tracker = new AnimalTracker();
    tracker.update([boxAt(0), boxAt(300)], 0);
    const first = tracker.due(0, 50, 150)!;
    tracker.classified(first.id, { dog: 0.9 }, 0);
    const second = tracker.due(10, 50, 150)!;
    expect(second.id).not.toBe(first.id);
    tracker.classified(second.id, { dog: 0.9 }, 10);
    expect(tracker.due(20, 50, 150)).toBeNull();
    for (let at = 300; at <= 1600; at += 100) tracker.update([boxAt(0), boxAt(300)], at);
    expect(tracker.due(1600, 350, 150)!.id).toBe(second.id);
  });

  it("is a new one, though a known one is nearer", () => {
    const tracker = new AnimalTracker();
    tracker.update([boxAt(0)], 0);
    const { id } = only(tracker, 0);
    tracker.classified(id, { dog: 0.9 }, 0);
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

  it("is the smallest of those around the point", () => {
    const tracks = [track(1, 0, 400), track(2, 50, 100), track(3, 90, 200)];
    expect(nearest(tracks, 100, 50)!.id).toBe(2);
  });

  it("is the one around the point, before a smaller one beside it", () => {
    expect(nearest([track(1, 130, 10), track(2, 0, 120)], 119, 60)!.id).toBe(2);
  });

  it("is the closest one where none is around it, and null without animals", () => {
    expect(nearest([track(1, 500, 50), track(2, 300, 50)], 400, 25)!.id).toBe(2);
    expect(nearest([], 0, 0)).toBeNull();
  });
});
