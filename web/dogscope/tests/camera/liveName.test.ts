import { describe, expect, it } from "vitest";
import { DogLooks } from "../../src/camera/dogLooks";
import { LiveNames } from "../../src/camera/liveName";
import type { Classification } from "../../src/detection/dogPrediction";
import { look, THRESHOLD } from "./looks";

const FRAME = 16;
const EVERY = 200;

/** Looks at a dog every 200 ms, and returns the names in the order in which they were shown. */
function shown(lookAt: (number: number) => Classification, count: number): string[] {
  const [names, looks] = [new LiveNames(THRESHOLD), new DogLooks(THRESHOLD)];
  const dog = { id: 7, box: { x: 0, y: 0, width: 9, height: 9 }, dog: 1, isDog: true, lookedAt: 0 };
  const all: string[] = [];
  for (let at = 0, number = 0; at < count * EVERY; at += FRAME) {
    if (at >= number * EVERY) looks.add(lookAt(number++), at);
    const { kind, id, isFirm } = names.update([{ ...dog, looks }], at).get(7)!;
    const text = kind === "dog" ? "dog" : `${id}${isFirm ? "" : "?"}`;
    if (text !== all.at(-1)) all.push(text);
  }
  return all;
}

describe("the name of a dog", () => {
  it("firms up as looks agree", () => {
    expect(shown(() => look({ beagle: 0.9 }), 20)).toEqual(["dog", "beagle?", "beagle"]);
  });

  it("stays in question below the classifier's threshold", () => {
    expect(shown(() => look({ beagle: 0.6, harrier: 0.3 }), 20)).toEqual(["dog", "beagle?"]);
    expect(shown(() => look({ beagle: 0.3, harrier: 0.3, pug: 0.3 }), 20)).toEqual(["dog"]);
  });

  it("does not flicker where the scores go up and down around the threshold", () => {
    const sway = (number: number): number => THRESHOLD + 0.1 * Math.sin(number / 3);
    const names = shown((number) => look({ beagle: sway(number) }), 200);
    expect(names).toEqual(["dog", "beagle?", "beagle"]);
  });

  it("does not flicker between two breeds that are as likely", () => {
    const names = shown(
      (number) =>
        look(number % 2 ? { beagle: 0.55, harrier: 0.4 } : { beagle: 0.4, harrier: 0.55 }),
      200,
    );
    expect(names.length).toBeLessThanOrEqual(3);
  });

  it("is the user's own dog, where it is recognised", () => {
    expect(shown(() => look({ beagle: 0.9 }, "rex"), 20)).toEqual(["dog", "rex?", "rex"]);
  });

  it("changes with the dog", () => {
    const names = shown((number) => look(number < 20 ? { beagle: 0.9 } : { pug: 0.9 }), 40);
    expect(names).toEqual(["dog", "beagle?", "beagle", "pug?", "pug"]);
  });

  it("stays with a dog that a frame misses", () => {
    const [names, looks] = [new LiveNames(THRESHOLD), new DogLooks(THRESHOLD)];
    const dog = {
      id: 7,
      box: { x: 0, y: 0, width: 9, height: 9 },
      dog: 1,
      isDog: true,
      lookedAt: 0,
    };
    for (let at = 0; at < 3000; at += EVERY) {
      looks.add(look({ beagle: 0.9 }), at);
      names.update([{ ...dog, looks }], at);
    }
    names.update([], 3000);
    const after = names.update([{ ...dog, looks }], 3016).get(7);
    expect(after).toEqual({ kind: "breed", id: "beagle", isFirm: true });
  });

  it("is forgotten once the dog is out of sight", () => {
    const names = new LiveNames(THRESHOLD);
    names.update([], 0);
    expect(names.isFirm(7)).toBe(false);
  });
});
