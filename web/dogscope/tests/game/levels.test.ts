import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BREEDS } from "../../src/breeds/breedCatalogue";
import { levelOf, pointsOf } from "../../src/game/levels";
import type { Animal } from "../../src/storage/animals";
import { aCatch, aFind, BEAGLE, DINGO, HOUR, NOON, PUG } from "../sampleRecords";

const points = (...catches: Parameters<typeof aCatch>[1][]): number =>
  pointsOf({ catches: catches.map((changed, n) => aCatch(n, changed)), finds: [] });

describe("points", () => {
  it("are more for a new breed than for a known one, and more for a rarer one", () => {
    const [pug, wild] = [points({ breed: PUG }), points({ breed: DINGO })];
    expect(wild).toBe(1000);
    expect(pug).toBeLessThan(wild);
    expect(points({ breed: PUG }, { breed: PUG })).toBe(pug + 20);
    expect(points({ breed: PUG }, { breed: DINGO })).toBe(pug + wild);
    expect(points()).toBe(0);
  });

  it("count a known breed again up to five times a day", () => {
    const times = (count: number) => points(...Array.from({ length: count }, () => ({})));
    expect(times(6)).toBe(times(1) + 100);
    expect(times(60)).toBe(times(6));
    const days = [0, 24, 48].flatMap((hours) =>
      Array.from({ length: 6 }, () => ({ at: NOON + hours * HOUR })),
    );
    expect(points(...days)).toBe(times(1) + 300);
  });

  it("do not depend on the order, never fall with a catch, and skip unknown breeds", () => {
    const breed = fc.constantFrom(...BREEDS.slice(0, 5).map(({ id }) => id), BEAGLE, "n00000000");
    const at = fc.integer({ min: NOON, max: NOON + 72 * HOUR });
    const catches = fc
      .array(fc.record({ breed, at }), { maxLength: 40 })
      .map((all) => all.map((changed, n) => aCatch(n, changed)));
    fc.assert(
      fc.property(catches, (all) => {
        const of = (those: typeof all) => pointsOf({ catches: those, finds: [] });
        expect(of([...all].reverse())).toBe(of(all));
        expect(of(all)).toBeGreaterThanOrEqual(of(all.slice(1)));
        const known = all.filter((each) => each.breed !== "n00000000");
        expect(of(known)).toBe(of(all));
      }),
    );
  });
});

describe("points for what is no pure breed", () => {
  const finds = (...animals: Animal[]) => animals.map((animal, n) => aFind(n, { animal }));

  it("are the same for each mixed breed, and leave its main breed to be found", () => {
    const mix = { breed: DINGO, mix: [DINGO, PUG] };
    expect(points(mix)).toBe(50);
    expect(points(mix, mix)).toBe(100);
    expect(points(mix, { breed: DINGO })).toBe(1050);
  });

  it("are few for another animal, and fewer for the same kind again", () => {
    const of = (...animals: Animal[]) => pointsOf({ catches: [], finds: finds(...animals) });
    expect(of("cat")).toBe(30);
    expect(of("cat", "cat", "bird")).toBe(65);
    expect(of(...Array<Animal>(30).fill("cat"))).toBe(55);
  });
});

describe("a level", () => {
  it("is the first one at the start", () => {
    expect(levelOf(0)).toEqual({ level: 1, points: 0, from: 0, to: 200 });
    expect(levelOf(199).level).toBe(1);
    expect(levelOf(200)).toEqual({ level: 2, points: 200, from: 200, to: 500 });
  });

  it("contains its points, and rises with them", () => {
    let last = levelOf(0);
    for (let have = 0; have < 40_000; have += 50) {
      const now = levelOf(have);
      expect(now.from <= have && have < now.to).toBe(true);
      expect(now.level - last.level === 0 || now.level - last.level === 1).toBe(true);
      if (now.level > last.level) {
        expect(now.from).toBe(last.to);
        expect(now.to - now.from).toBe(last.to - last.from + 100);
      }
      last = now;
    }
    expect(last.level).toBeGreaterThan(20);
  });
});
