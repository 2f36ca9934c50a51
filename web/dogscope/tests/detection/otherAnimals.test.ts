import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEAST_SCORES, otherAnimalIn, PERHAPS_DOG } from "../../src/detection/otherAnimals";
import { ANIMALS, isAnimal } from "../../src/storage/animals";
import { texts } from "../../src/locales/en.json";

function found(label: string, score: number) {
  return { label, score, x: 1, y: 2, width: 30, height: 40, sure: true };
}

describe("another animal", () => {
  it.each(ANIMALS)("is a %s from its least score on, and nothing below", (animal) => {
    const least = LEAST_SCORES[animal];
    expect(otherAnimalIn(found(animal, least), 0)).toMatchObject({ animal, box: { width: 30 } });
    expect(otherAnimalIn(found(animal, least - 0.001), 0)).toBeNull();
  });

  it("is not named where the best wrong names of the photographs were", () => {
    expect([otherAnimalIn(found("cat", 0.75), 0), otherAnimalIn(found("bird", 0.972), 0)]).toEqual([
      null,
      null,
    ]);
  });

  it("is not named where the classifier sees what may be a dog", () => {
    expect(otherAnimalIn(found("cat", 1), PERHAPS_DOG)).toBeNull();
    expect(otherAnimalIn(found("cat", 1), PERHAPS_DOG - 0.001)).not.toBeNull();
  });

  it("is of a known key, with a name, and of no other label", () => {
    const labels = fc.oneof(
      fc.constantFrom("dog", "bear", "cow", "sheep", "__proto__", "constructor", "Cat", "cat "),
      fc.constantFrom(...ANIMALS),
      fc.string(),
    );
    fc.assert(
      fc.property(labels, (label) => {
        const other = otherAnimalIn(found(label, 1), 0);
        expect(other?.animal ?? null).toBe(isAnimal(label) ? label : null);
        if (other) expect(texts[`animal.a.${other.animal}`]).toBeTruthy();
      }),
    );
  });
});

it("no value but a known key is an animal", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(isAnimal(value)).toBe(ANIMALS.includes(value as never));
    }),
  );
});
