import { describe, expect, it } from "vitest";
import {
  classificationOf,
  OWN_DOG_PREFIX,
  combine,
  type Classification,
} from "../../src/detection/dogPrediction";
import { BEAGLE, PUG, VIZSLA } from "../sampleRecords";

const SURE = 0.6;

function classified(
  breeds: Record<string, number>,
  mine: Classification["mine"] = null,
): Classification {
  const dog = Object.values(breeds).reduce((sum, score) => sum + score, 0);
  return { breeds: new Map(Object.entries(breeds)), dog, mine };
}

const rex = (score = 0.9, sure = true): Classification["mine"] => ({ id: "rex", score, sure });

describe("a classification", () => {
  const breed = (answer: string, id: string, score: number) => ({ answer, id, score, path: [] });
  const own = { answer: `${OWN_DOG_PREFIX}rex`, id: null, score: 0.5, path: [] };
  const answer = {
    answer: "beagle",
    score: 0.3,
    sure: true,
    likely: true,
    novel: false,
    calibrated: false,
    alternatives: [own, breed("beagle", BEAGLE, 0.3), breed("pug", PUG, 0.1)],
  };

  it("has each breed's score, and the sum for a dog of any breed", () => {
    const alternatives = answer.alternatives.slice(1);
    const { breeds, dog } = classificationOf({ ...answer, alternatives });
    expect([...breeds]).toEqual([
      [BEAGLE, 0.3],
      [PUG, 0.1],
    ]);
    expect(dog).toBeCloseTo(0.4);
  });

  it("scales the breeds back to the share that a taught dog took", () => {
    const { breeds, dog, mine } = classificationOf(answer);
    expect(breeds.get(BEAGLE)).toBeCloseTo(0.6);
    expect(breeds.get(PUG)).toBeCloseTo(0.2);
    expect(dog).toBeCloseTo(0.8);
    expect(mine).toBeNull(); // the taught dog was not the answer
    const certain = { ...own, score: 1 - 1e-7 };
    const rest = [certain, breed("beagle", BEAGLE, 0.9e-7)];
    expect(classificationOf({ ...answer, alternatives: rest }).dog).toBeCloseTo(0.9);
  });

  it("has the user's own dog that was the answer", () => {
    const { mine } = classificationOf({ ...answer, answer: own.answer, score: 0.5, sure: false });
    expect(mine).toEqual({ id: "rex", score: 0.5, sure: false });
  });

  it("has at most the probability 1 for a dog, and 0 without labels", () => {
    const alternatives = [breed("beagle", BEAGLE, 0.7), breed("pug", PUG, 0.7)];
    expect(classificationOf({ ...answer, alternatives }).dog).toBe(1);
    expect(classificationOf({ ...answer, answer: null, alternatives: [] })).toMatchObject({
      dog: 0,
    });
  });
});

describe("the prediction from several classifications", () => {
  it("has the mean of their scores, with the best three breeds", () => {
    const all = [
      classified({ [BEAGLE]: 0.9, [PUG]: 0.1 }),
      classified({ [BEAGLE]: 0.5, [PUG]: 0.2, [VIZSLA]: 0.3 }),
      classified({ [BEAGLE]: 0.4, n1: 0.09 }),
    ];
    const { kind, breed, score, alternatives, mine } = combine(all, 0.59);
    expect([kind, breed, mine]).toEqual(["dog", BEAGLE, null]);
    expect(score).toBeCloseTo(0.6);
    expect(alternatives.map(({ id }) => id)).toEqual([BEAGLE, PUG, VIZSLA]);
    expect(alternatives.map((each) => each.score)[1]).toBeCloseTo(0.1);
  });

  it("leaves two breeds which have the score together that the best one lacks", () => {
    const { kind, alternatives } = combine([classified({ [BEAGLE]: 0.4, [PUG]: 0.5 })], SURE);
    expect(kind).toBe("either");
    expect(alternatives.slice(0, 2).map(({ id }) => id)).toEqual([PUG, BEAGLE]);
    // A second breed that is hardly likely is no choice.
    expect(combine([classified({ [BEAGLE]: 0.56, [PUG]: 0.08 })], SURE).kind).toBe("unsure");
  });

  it("is unsure when there is a dog, and no breed is likely", () => {
    const prediction = combine([classified({ [BEAGLE]: 0.09, [PUG]: 0.5 })], SURE);
    expect(prediction).toMatchObject({ kind: "unsure", breed: PUG, score: 0.5 });
  });

  it("is sure from the threshold on", () => {
    expect(combine([classified({ [PUG]: SURE })], SURE).kind).toBe("dog");
  });

  it("is none when there is no dog, with the probability of that", () => {
    const prediction = combine(
      [classified({ [BEAGLE]: 0.1 }), classified({ [BEAGLE]: 0.3 })],
      SURE,
    );
    expect(prediction).toMatchObject({ kind: "none", breed: BEAGLE, mine: null });
    expect(prediction.score).toBeCloseTo(0.8);
    expect(combine([], SURE)).toMatchObject({ kind: "none", score: 1, alternatives: [] });
  });

  it("is not changed by a single classification without a dog", () => {
    const all = [classified({}), classified({ [PUG]: 0.95 }), classified({ [PUG]: 0.95 })];
    expect(combine(all, SURE)).toMatchObject({ kind: "dog", breed: PUG });
  });
});

describe("the user's own dog", () => {
  const seen = classified({ [BEAGLE]: 0.1 }, rex());
  const missed = classified({ [BEAGLE]: 0.8 });

  it("is recognised when most classifications are sure of it", () => {
    const prediction = combine([seen, seen, missed], SURE);
    expect(prediction).toMatchObject({
      kind: "unsure", // a known dog may be of an unknown breed
      breed: BEAGLE,
      mine: { id: "rex", sure: true },
    });
    expect(prediction.mine!.score).toBeCloseTo(0.6);
  });

  it("is not recognised when only half of them are, or none is sure", () => {
    expect(combine([seen, missed], SURE).mine).toBeNull();
    const unsure = classified({ [BEAGLE]: 0.8 }, rex(0.9, false));
    expect(combine([unsure, unsure, unsure], SURE).mine).toBeNull();
  });

  it("is the one that most classifications recognise", () => {
    const bello = classified({ [PUG]: 0.1 }, { id: "bello", score: 0.7, sure: true });
    expect(combine([bello, seen, seen], SURE).mine!.id).toBe("rex");
    expect(combine([bello, bello, seen], SURE).mine!.id).toBe("bello");
  });
});
