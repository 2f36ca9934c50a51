import type { Answer } from "@vizsla/runtime";
import { describe, expect, it } from "vitest";
import { lookOf, MINE, pooled, type Look } from "../../src/detection/classification";
import { BEAGLE, PUG, VIZSLA } from "../sampleRecords";

const SURE = 0.6;

function look(breeds: Record<string, number>, mine: Look["mine"] = null): Look {
  const dog = Object.values(breeds).reduce((sum, score) => sum + score, 0);
  return { breeds: new Map(Object.entries(breeds)), dog, mine };
}

const rex = (score = 0.9, sure = true): Look["mine"] => ({ id: "rex", score, sure });

describe("a look", () => {
  const breed = (answer: string, id: string, score: number) => ({ answer, id, score, path: [] });
  const own = { answer: `${MINE}rex`, id: null, score: 0.5, path: [] };
  const answer: Answer = {
    answer: "beagle",
    score: 0.3,
    sure: true,
    calibrated: false,
    alternatives: [own, breed("beagle", BEAGLE, 0.3), breed("pug", PUG, 0.1)],
  };

  it("has each breed's score, and a dog's, of whatever breed", () => {
    const alternatives = answer.alternatives.slice(1);
    const { breeds, dog } = lookOf({ ...answer, alternatives });
    expect([...breeds]).toEqual([
      [BEAGLE, 0.3],
      [PUG, 0.1],
    ]);
    expect(dog).toBeCloseTo(0.4);
  });

  it("has what the breeds had before a dog of one's own took its part", () => {
    const { breeds, dog, mine } = lookOf(answer);
    expect(breeds.get(BEAGLE)).toBeCloseTo(0.6);
    expect(breeds.get(PUG)).toBeCloseTo(0.2);
    expect(dog).toBeCloseTo(0.8);
    expect(mine).toBeNull(); // it was not the answer
    const certain = { ...own, score: 1 - 1e-7 };
    const rest = [certain, breed("beagle", BEAGLE, 0.9e-7)];
    expect(lookOf({ ...answer, alternatives: rest }).dog).toBeCloseTo(0.9);
  });

  it("has the dog of one's own that was the answer", () => {
    const { mine } = lookOf({ ...answer, answer: own.answer, score: 0.5, sure: false });
    expect(mine).toEqual({ id: "rex", score: 0.5, sure: false });
  });

  it("is never more than certain, and of nothing says nothing", () => {
    const alternatives = [breed("beagle", BEAGLE, 0.7), breed("pug", PUG, 0.7)];
    expect(lookOf({ ...answer, alternatives }).dog).toBe(1);
    expect(lookOf({ ...answer, answer: null, alternatives: [] })).toMatchObject({ dog: 0 });
  });
});

describe("the verdict of several looks", () => {
  it("is the mean of their scores, the best three first", () => {
    const looks = [
      look({ [BEAGLE]: 0.9, [PUG]: 0.1 }),
      look({ [BEAGLE]: 0.5, [PUG]: 0.2, [VIZSLA]: 0.3 }),
      look({ [BEAGLE]: 0.4, n1: 0.09 }),
    ];
    const { kind, breed, score, alternatives, mine } = pooled(looks, 0.59);
    expect([kind, breed, mine]).toEqual(["dog", BEAGLE, null]);
    expect(score).toBeCloseTo(0.6);
    expect(alternatives.map(({ id }) => id)).toEqual([BEAGLE, PUG, VIZSLA]);
    expect(alternatives.map((each) => each.score)[1]).toBeCloseTo(0.1);
  });

  it("is unsure where a dog is there, and no breed is likely", () => {
    const verdict = pooled([look({ [BEAGLE]: 0.4, [PUG]: 0.5 })], SURE);
    expect(verdict).toMatchObject({ kind: "unsure", breed: PUG, score: 0.5 });
  });

  it("is sure from the threshold on", () => {
    expect(pooled([look({ [PUG]: SURE })], SURE).kind).toBe("dog");
  });

  it("is none where there is no dog, and says how likely that is", () => {
    const verdict = pooled([look({ [BEAGLE]: 0.1 }), look({ [BEAGLE]: 0.3 })], SURE);
    expect(verdict).toMatchObject({ kind: "none", breed: BEAGLE, mine: null });
    expect(verdict.score).toBeCloseTo(0.8);
    expect(pooled([], SURE)).toMatchObject({ kind: "none", score: 1, alternatives: [] });
  });

  it("is not swayed by one look that sees no dog", () => {
    const looks = [look({}), look({ [PUG]: 0.95 }), look({ [PUG]: 0.95 })];
    expect(pooled(looks, SURE)).toMatchObject({ kind: "dog", breed: PUG });
  });
});

describe("a dog of one's own", () => {
  const seen = look({ [BEAGLE]: 0.1 }, rex());
  const missed = look({ [BEAGLE]: 0.8 });

  it("is greeted where most looks are sure of it", () => {
    const verdict = pooled([seen, seen, missed], SURE);
    expect(verdict).toMatchObject({
      kind: "unsure", // whose dog it is does not say of which breed
      breed: BEAGLE,
      mine: { id: "rex", sure: true },
    });
    expect(verdict.mine!.score).toBeCloseTo(0.6);
  });

  it("is not where half of them are, or none is sure", () => {
    expect(pooled([seen, missed], SURE).mine).toBeNull();
    const unsure = look({ [BEAGLE]: 0.8 }, rex(0.9, false));
    expect(pooled([unsure, unsure, unsure], SURE).mine).toBeNull();
  });

  it("is the one that more was seen of", () => {
    const bello = look({ [PUG]: 0.1 }, { id: "bello", score: 0.7, sure: true });
    expect(pooled([bello, seen, seen], SURE).mine!.id).toBe("rex");
    expect(pooled([bello, bello, seen], SURE).mine!.id).toBe("bello");
  });
});
