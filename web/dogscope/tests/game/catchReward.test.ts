import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { badgesOf } from "../../src/game/badges";
import { levelShare, rewardOf } from "../../src/game/catchReward";
import { levelOf, totalPoints } from "../../src/game/levels";
import { NO_RECORDS, type Records } from "../../src/storage/userRecords";
import { aCatch, aFind, anExample, BEAGLE, DINGO, HOUR, idOf, NOON, PUG } from "../sampleRecords";

const breed = fc.constantFrom(BEAGLE, PUG, DINGO);
const at = fc.integer({ min: NOON, max: NOON + 30 * HOUR });
const mix = fc.boolean();
const records: fc.Arbitrary<Records> = fc
  .record({
    catches: fc.array(fc.record({ breed, at, mix }), { minLength: 1, maxLength: 30 }),
    finds: fc.array(fc.constantFrom("cat", "bird"), { maxLength: 5 }),
  })
  .map(({ catches, finds }) => ({
    ...NO_RECORDS,
    // The newest first, as the store has them: no later catch depends on it.
    catches: [...catches]
      .sort((a, b) => b.at - a.at)
      .map((each, n) => aCatch(n, { ...each, mix: each.mix ? [each.breed, PUG] : null })),
    finds: finds.map((animal, n) => aFind(100 + n, { animal })),
  }));

describe("the reward of a catch", () => {
  it("is what the records are worth with it, beyond what they are worth without it", () => {
    fc.assert(
      fc.property(records, (all) => {
        const id = all.catches[0]!.id;
        const others = { ...all, catches: all.catches.slice(1) };
        const { points, before, after, badges } = rewardOf(all, id);
        expect(points).toBeGreaterThanOrEqual(0);
        expect([before, after]).toEqual([levelOf(totalPoints(others)), levelOf(totalPoints(all))]);
        expect(after.points - before.points).toBe(points);
        const had = badgesOf(others).filter(({ have, need }) => have >= need);
        const has = badgesOf(all).filter(({ have, need }) => have >= need);
        expect([...had, ...badges].map(({ key }) => key).sort()).toEqual(
          has.map(({ key }) => key).sort(),
        );
      }),
    );
  });

  it("has the level and the badge that a first wild dog brings", () => {
    const catches = [aCatch(1, { breed: DINGO })];
    const reward = rewardOf({ ...NO_RECORDS, catches }, idOf(1));
    expect(reward.points).toBeGreaterThanOrEqual(1000); // and those for a quest of the day
    expect([reward.before.level, reward.after.level]).toEqual([1, 4]);
    expect(reward.badges.map(({ key }) => key)).toContain("first");
    expect(reward.found).toBe(1);
  });

  it("has the badge for the correction that came with it", () => {
    const examples = [1, 2, 3, 4, 5].map((n) => anExample(n));
    const all = { ...NO_RECORDS, catches: [aCatch(5)], examples };
    expect(rewardOf(all, idOf(5)).badges.map(({ key }) => key)).toContain("teacher");
  });

  it("is also that of a find", () => {
    const all = { ...NO_RECORDS, finds: [aFind(1), aFind(2)] };
    expect(rewardOf(all, idOf(2)).points).toBe(5);
  });
});

it("a level is empty where it begins, and never full", () => {
  expect(levelShare(levelOf(0))).toBe(0);
  expect(levelShare(levelOf(350))).toBe(0.5);
  expect(levelShare(levelOf(499))).toBeLessThan(1);
});
