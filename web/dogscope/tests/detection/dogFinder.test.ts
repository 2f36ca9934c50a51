import { describe, expect, it } from "vitest";
import { animalsIn } from "../../src/detection/dogFinder";

function found(label: string, score: number, x = 0, side = 100) {
  return { label, score, x, y: 0, width: side, height: side };
}

describe("the animals of a picture", () => {
  it("are one for each, whatever it is called, and a dog's name wins", () => {
    const boxes = [found("cat", 0.8), found("dog", 0.4, 10), found("sheep", 0.6, 5)];
    expect(animalsIn(boxes)).toEqual([boxes[1]]);
  });

  it("are named by the higher score where none is a dog", () => {
    const boxes = [found("cat", 0.4), found("bear", 0.6, 5)];
    expect(animalsIn(boxes)).toEqual([boxes[1]]);
  });

  it("are two where two stand side by side, or one before the other", () => {
    const boxes = [found("dog", 0.9), found("dog", 0.8, 60), found("cat", 0.7, 300)];
    expect(animalsIn(boxes)).toEqual(boxes);
  });

  it("are no parts of others", () => {
    const [whole, head] = [found("dog", 0.9, 0, 300), found("dog", 0.7, 200, 90)];
    expect(animalsIn([head, whole])).toEqual([whole]);
  });

  it("are the likeliest eight dogs, then others", () => {
    const cats = Array.from({ length: 5 }, (_, n) => found("cat", 0.9, 200 * n));
    const dogs = Array.from({ length: 6 }, (_, n) => found("dog", 0.3 + n / 10, 1000 + 200 * n));
    expect(animalsIn([...cats, ...dogs])).toEqual([...dogs.reverse(), ...cats.slice(0, 2)]);
    expect(animalsIn([])).toEqual([]);
  });
});
