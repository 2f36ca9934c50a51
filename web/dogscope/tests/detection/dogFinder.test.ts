import { describe, expect, it } from "vitest";
import { distinctAnimals } from "../../src/detection/dogFinder";

function found(label: string, score: number, x = 0, side = 100) {
  return { label, score, x, y: 0, width: side, height: side, sure: false };
}

describe("the distinct animals of an image", () => {
  it("are one box for overlapping labels, and the dog's box is kept", () => {
    const boxes = [found("cat", 0.8), found("dog", 0.4, 10), found("sheep", 0.6, 5)];
    expect(distinctAnimals(boxes)).toEqual([boxes[1]]);
  });

  it("keep the box of the higher score when none is a dog", () => {
    const boxes = [found("cat", 0.4), found("bear", 0.6, 5)];
    expect(distinctAnimals(boxes)).toEqual([boxes[1]]);
  });

  it("are two when they stand side by side, or one before the other", () => {
    const boxes = [found("dog", 0.9), found("dog", 0.8, 60), found("cat", 0.7, 300)];
    expect(distinctAnimals(boxes)).toEqual(boxes);
  });

  it("do not include a head within its whole dog", () => {
    const [whole, head] = [found("dog", 0.9, 0, 300), found("dog", 0.7, 200, 90)];
    expect(distinctAnimals([head, whole])).toEqual([whole]);
  });

  it("do not include a leg or a tail under another label, nor the dog under it once more", () => {
    const dog = found("dog", 0.9, 100, 300);
    const tail = { ...found("cow", 0.3, 60, 80), y: 100 }; // half of it is beside the dog
    const again = found("horse", 0.4, 60, 420);
    expect(distinctAnimals([tail, dog, again])).toEqual([dog]);
    const cat = { ...tail, label: "cat", score: 0.8 }; // a sure one stands before the dog
    expect(distinctAnimals([dog, cat])).toEqual([dog, cat]);
  });

  it("are at most eight, the likeliest dogs before other animals", () => {
    const cats = Array.from({ length: 5 }, (_, n) => found("cat", 0.9, 200 * n));
    const dogs = Array.from({ length: 6 }, (_, n) => found("dog", 0.3 + n / 10, 1000 + 200 * n));
    expect(distinctAnimals([...cats, ...dogs])).toEqual([...dogs.reverse(), ...cats.slice(0, 2)]);
    expect(distinctAnimals([])).toEqual([]);
  });
});
