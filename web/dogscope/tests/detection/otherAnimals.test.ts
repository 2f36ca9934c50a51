import type { Answer } from "@vizsla/runtime";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALONE,
  animalScoresOf,
  DETECTED,
  otherAnimalIn,
  PERHAPS_DOG,
  SUPPORT,
  type AnimalScores,
  type DoglessPart,
} from "../../src/detection/otherAnimals";
import { texts } from "../../src/locales/en.json";
import { ANIMALS, isAnimal, type Animal } from "../../src/storage/animals";
import { kindsOf, things } from "../classifierLabels";

const box = { x: 1, y: 2, width: 30, height: 40 };

function part(dog: number, label = "", score = 0): DoglessPart {
  return { box, dog, detected: label ? { label, score } : null };
}

function scores(changed: Partial<AnimalScores> = {}): AnimalScores {
  return { ...(Object.fromEntries(ANIMALS.map((each) => [each, 0])) as AnimalScores), ...changed };
}

function labelOf(name: string) {
  return things.find(({ answer }) => answer === name)!;
}

/** Returns the animals that a label of the classifier counts for. */
function animalsOf({ answer, id }: (typeof things)[number]): string[] {
  const alternatives = [{ answer, id, path: kindsOf(id), score: 1 }];
  const found = animalScoresOf({ alternatives } as unknown as Answer);
  return ANIMALS.filter((animal) => found[animal] > 0);
}

describe("another animal", () => {
  it.each(ANIMALS)("is a %s where the classifier names it", (animal) => {
    const named = otherAnimalIn(part(0), scores({ [animal]: ALONE }));
    expect(named).toEqual({ animal, box });
    expect(texts[`animal.a.${animal}`]).toBeTruthy();
    expect(otherAnimalIn(part(0), scores({ [animal]: ALONE - 0.001 }))).toBeNull();
  });

  it.each(["cat", "bird", "horse"] as const)("is a %s where both see it a little", (animal) => {
    const supported = scores({ [animal]: SUPPORT });
    expect(otherAnimalIn(part(0, animal, DETECTED), supported)).toMatchObject({ animal });
    expect(otherAnimalIn(part(0, animal, DETECTED - 0.001), supported)).toBeNull();
    expect(
      otherAnimalIn(part(0, animal, 1), scores({ [animal]: SUPPORT - 0.001, fox: 0.5 })),
    ).toBeNull();
  });

  it("is not named where the breeds' classifier sees what may be a dog", () => {
    const wolf = scores({ wolf: 1 });
    expect(otherAnimalIn(part(PERHAPS_DOG, "cat", 1), wolf)).toBeNull();
    expect(otherAnimalIn(part(PERHAPS_DOG - 0.001), wolf)).toMatchObject({ animal: "wolf" });
  });

  it("is none of the detector's other labels", () => {
    const labels = fc.oneof(
      fc.constantFrom("dog", "bear", "cow", "sheep", "__proto__", "constructor", "Cat", "cat "),
      fc.string(),
    );
    const little = scores(Object.fromEntries(ANIMALS.map((each) => [each, SUPPORT])));
    fc.assert(
      fc.property(labels, (label) => {
        expect(otherAnimalIn(part(0, label, 1), little)?.animal ?? null).toBe(
          isAnimal(label) ? label : null,
        );
      }),
    );
  });
});

describe("the classifier's labels", () => {
  it.each([
    ["tabby", "cat"],
    ["Siamese cat", "cat"],
    ["red fox", "fox"],
    ["Arctic fox", "fox"],
    ["timber wolf", "wolf"],
    ["sorrel", "horse"],
    ["ostrich", "bird"],
    ["peacock", "bird"], // WordNet's first path leads from it to the game
    ["hotdog", "hotdog"],
  ])("count the %s as a %s", (name, animal) => {
    expect(animalsOf(labelOf(name))).toEqual([animal]);
  });

  it.each(["lion", "lynx", "Madagascar cat", "coyote", "dingo", "beagle", "zebra", "cheeseburger"])(
    "count the %s as none of the animals",
    (name) => {
      expect(animalsOf(labelOf(name))).toEqual([]);
    },
  );

  it("have 59 kinds of birds, 5 of cats, 4 of foxes, 3 of wolves", () => {
    const count: Partial<Record<string, number>> = {};
    for (const label of things) {
      for (const animal of animalsOf(label)) count[animal] = (count[animal] ?? 0) + 1;
    }
    const expected: Record<Animal, number> = {
      ...{ cat: 5, bird: 59, horse: 1, fox: 4, wolf: 3, hotdog: 1 },
    };
    expect(count).toEqual(expected);
  });

  it("add up", () => {
    const alternatives = ["tabby", "Persian cat", "red fox"].map((name) => {
      const { id } = labelOf(name);
      return { answer: name, id, path: kindsOf(id), score: 0.3 };
    });
    const found = animalScoresOf({ alternatives } as unknown as Answer);
    expect(found).toEqual(scores({ cat: 0.6, fox: 0.3 }));
  });
});

it("no value but a known key is an animal", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(isAnimal(value)).toBe(ANIMALS.includes(value as never));
    }),
  );
});
