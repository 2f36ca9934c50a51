import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERY, FILL, Hold } from "../../src/camera/holdGesture";

const FRAME = 1000 / 60;
const DOG = 7;

type Told = ReturnType<Hold["tick"]>;

/** Shows frames for a while, and gives what was told, with when. */
function show(hold: Hold, from: number, to: number, target: number | null): [number, Told][] {
  const told: [number, Told][] = [];
  for (let at = from; at <= to; at += FRAME) told.push([at, hold.tick(at, target)]);
  return told.filter(([, what]) => what !== null);
}

const whats = (told: [number, Told][]): Told[] => told.map(([, what]) => what);

describe("hold to catch", () => {
  it("fills while it is held on a dog, and tells it once", () => {
    const hold = new Hold();
    hold.tick(0, DOG);
    hold.press();
    const told = show(hold, FRAME, 5000, DOG);
    const [at] = told.find(([, what]) => what === "full")!;
    expect(Math.abs(at - FILL)).toBeLessThan(2 * FRAME);
    expect(hold.state.filled).toBe(1);
    hold.reset(); // as whoever is told does
    expect(hold.state).toEqual({ filled: 0, holding: false, onTarget: false });
    expect(show(hold, 5000, 9000, DOG)).toEqual([]);
  });

  it("collects frames on the way, no more often than is useful", () => {
    const hold = new Hold();
    hold.press();
    const told = show(hold, 0, FILL - 2 * FRAME, DOG);
    expect(new Set(whats(told))).toEqual(new Set(["collect"]));
    expect(told.length).toBeGreaterThanOrEqual(7);
    told.slice(1).forEach(([at], n) => expect(at - told[n]![0]).toBeGreaterThanOrEqual(EVERY));
  });

  it("does nothing where nobody holds, or there is no dog", () => {
    const hold = new Hold();
    expect(show(hold, 0, 3000, DOG)).toEqual([]);
    hold.press();
    expect(show(hold, 4000, 7000, null)).toEqual([]);
    expect(hold.state.filled).toBe(0);
  });

  it("runs dry when it is let go, and then drops what was collected, once", () => {
    const hold = new Hold();
    hold.press();
    show(hold, 0, 600, DOG);
    const before = hold.state.filled;
    hold.release();
    show(hold, 617, 700, DOG);
    expect(hold.state.filled).toBeLessThan(before);
    expect(hold.state.filled).toBeGreaterThan(0);
    expect(whats(show(hold, 717, 3000, DOG))).toEqual(["drop"]);
    expect(hold.state.filled).toBe(0);
  });

  it("goes on from where it was when it is pressed again in time", () => {
    const hold = new Hold();
    hold.press();
    show(hold, 0, 600, DOG);
    hold.release();
    show(hold, 617, 650, DOG);
    const before = hold.state.filled;
    hold.press();
    expect(whats(show(hold, 667, 800, DOG))).not.toContain("drop");
    expect(hold.state.filled).toBeGreaterThan(before);
  });

  it("outlasts a blink of the detector, and no more than a blink", () => {
    const hold = new Hold();
    hold.press();
    show(hold, 0, 400, DOG);
    expect(show(hold, 417, 700, null)).toEqual([]); // nothing is collected that shows no dog
    expect(hold.state.onTarget).toBe(true);
    expect(whats(show(hold, 717, 800, DOG))).not.toContain("drop");
    expect(whats(show(hold, 817, 3000, null))).toEqual(["drop"]);
    expect(hold.state).toEqual({ filled: 0, holding: true, onTarget: false });
  });

  it("begins anew with another dog", () => {
    const hold = new Hold();
    hold.press();
    show(hold, 0, 800, DOG);
    expect(hold.tick(810, DOG + 1)).toBe("drop");
    expect(hold.state.filled).toBe(0);
    const told = show(hold, 820, 4000, DOG + 1);
    expect(told.find(([, what]) => what === "full")![0]).toBeGreaterThan(810 + FILL - FRAME);
  });

  it("begins anew with another dog that comes after none", () => {
    const hold = new Hold();
    hold.press();
    show(hold, 0, 600, DOG);
    show(hold, 617, 1100, null); // the first one is lost, and the ring runs dry
    expect(hold.state).toMatchObject({ onTarget: false });
    expect(hold.state.filled).toBeGreaterThan(0);
    expect(hold.tick(1110, DOG + 1)).toBe("drop");
  });

  it("does not leap over a pause of the page", () => {
    const hold = new Hold();
    hold.press();
    hold.tick(0, DOG);
    hold.tick(60_000, DOG);
    expect(hold.state.filled).toBeLessThan(0.1);
  });

  it("never mixes the frames of two dogs", () => {
    const step = fc.record({
      after: fc.integer({ min: 1, max: 200 }),
      times: fc.integer({ min: 1, max: 12 }),
      target: fc.constantFrom(null, 1, 2),
      does: fc.constantFrom("press", "press", "release", null),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const hold = new Hold();
        let at = 0;
        let collected: (number | null)[] = [];
        for (const { after, times, target, does } of steps) {
          if (does === "press") hold.press();
          if (does === "release") hold.release();
          for (let n = 0; n < times; n++) {
            const what = hold.tick((at += after), target);
            if (what === "drop") collected = [];
            if (what === "collect") collected.push(target);
            const { filled } = hold.state;
            expect(filled >= 0 && filled <= 1).toBe(true);
            expect(new Set(collected).size).toBeLessThanOrEqual(1);
            if (what !== "full") continue;
            expect(collected).not.toContain(null);
            hold.reset();
            collected = [];
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
