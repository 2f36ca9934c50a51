import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERY, FILL, HoldGesture, type HoldAction } from "../../src/camera/holdGesture";

const FRAME = 1000 / 60;
const DOG = 7;

/** Shows frames from one time to another, and returns the actions with their times. */
function show(
  hold: HoldGesture,
  from: number,
  to: number,
  target: number | null,
): [number, HoldAction][] {
  const actions: [number, HoldAction][] = [];
  for (let at = from; at <= to; at += FRAME) {
    const action = hold.tick(at, target);
    if (action) actions.push([at, action]);
  }
  return actions;
}

const namesOf = (actions: [number, HoldAction][]): HoldAction[] =>
  actions.map(([, action]) => action);

describe("the hold gesture", () => {
  it("fills the ring while it lasts on a dog, and reports that once", () => {
    const hold = new HoldGesture();
    hold.tick(0, DOG);
    hold.press();
    const actions = show(hold, FRAME, 5000, DOG);
    const [at] = actions.find(([, action]) => action === "full")!;
    expect(Math.abs(at - FILL)).toBeLessThan(2 * FRAME);
    expect(hold.state.filled).toBe(1);
    hold.reset(); // as the caller does
    expect(hold.state).toEqual({ filled: 0, holding: false, onTarget: false });
    expect(show(hold, 5000, 9000, DOG)).toEqual([]);
  });

  it("collects frames on the way, with an interval between them", () => {
    const hold = new HoldGesture();
    hold.press();
    const actions = show(hold, 0, FILL - 2 * FRAME, DOG);
    expect(new Set(namesOf(actions))).toEqual(new Set(["collect"]));
    expect(actions.length).toBeGreaterThanOrEqual(7);
    actions
      .slice(1)
      .forEach(([at], n) => expect(at - actions[n]![0]).toBeGreaterThanOrEqual(EVERY));
  });

  it("does nothing without a press, or without a dog", () => {
    const hold = new HoldGesture();
    expect(show(hold, 0, 3000, DOG)).toEqual([]);
    hold.press();
    expect(show(hold, 4000, 7000, null)).toEqual([]);
    expect(hold.state.filled).toBe(0);
  });

  it("lets the ring run dry after a release, and drops the frames once", () => {
    const hold = new HoldGesture();
    hold.press();
    show(hold, 0, 600, DOG);
    const before = hold.state.filled;
    hold.release();
    show(hold, 617, 700, DOG);
    expect(hold.state.filled).toBeLessThan(before);
    expect(hold.state.filled).toBeGreaterThan(0);
    expect(namesOf(show(hold, 717, 3000, DOG))).toEqual(["drop"]);
    expect(hold.state.filled).toBe(0);
  });

  it("goes on from where it was when it is pressed again in time", () => {
    const hold = new HoldGesture();
    hold.press();
    show(hold, 0, 600, DOG);
    hold.release();
    show(hold, 617, 650, DOG);
    const before = hold.state.filled;
    hold.press();
    expect(namesOf(show(hold, 667, 800, DOG))).not.toContain("drop");
    expect(hold.state.filled).toBeGreaterThan(before);
  });

  it("outlasts a blink of the detector, and nothing longer", () => {
    const hold = new HoldGesture();
    hold.press();
    show(hold, 0, 400, DOG);
    expect(show(hold, 417, 700, null)).toEqual([]); // no frame without a dog is collected
    expect(hold.state.onTarget).toBe(true);
    expect(namesOf(show(hold, 717, 800, DOG))).not.toContain("drop");
    expect(namesOf(show(hold, 817, 3000, null))).toEqual(["drop"]);
    expect(hold.state).toEqual({ filled: 0, holding: true, onTarget: false });
  });

  it("starts over with another dog", () => {
    const hold = new HoldGesture();
    hold.press();
    show(hold, 0, 800, DOG);
    expect(hold.tick(810, DOG + 1)).toBe("drop");
    expect(hold.state.filled).toBe(0);
    const actions = show(hold, 820, 4000, DOG + 1);
    expect(actions.find(([, action]) => action === "full")![0]).toBeGreaterThan(810 + FILL - FRAME);
  });

  it("starts over with another dog that comes after a gap", () => {
    const hold = new HoldGesture();
    hold.press();
    show(hold, 0, 600, DOG);
    show(hold, 617, 1100, null); // the first dog is lost, and the ring runs dry
    expect(hold.state).toMatchObject({ onTarget: false });
    expect(hold.state.filled).toBeGreaterThan(0);
    expect(hold.tick(1110, DOG + 1)).toBe("drop");
  });

  it("does not count a pause of the page", () => {
    const hold = new HoldGesture();
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
        const hold = new HoldGesture();
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
