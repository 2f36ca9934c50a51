import { describe, expect, it } from "vitest";
import { BREEDS } from "../../src/breeds/breedCatalogue";
import { drawDog } from "../../src/drawings/drawDog";
import { drawingOf } from "../../src/drawings/drawingOf";
import type { Look } from "../../src/drawings/look";
import { lookOf } from "../../src/drawings/looks";

const DRAWINGS = BREEDS.map(({ id }) => ({ id, ...drawingOf(id) }));
const BEAGLE: Look = lookOf("n02088364");

describe("a drawing", () => {
  it("is made of finite numbers", () => {
    const broken = DRAWINGS.filter((drawing) =>
      /NaN|Infinity|undefined/.test(JSON.stringify(drawing)),
    );
    expect(broken.map(({ id }) => id)).toEqual([]);
  });

  it("stands on the ground, with its head and tail in its box", () => {
    for (const { id, box, headBox } of DRAWINGS) {
      const [left, top, width, height] = box;
      expect([id, Math.abs(top + height) < 8]).toEqual([id, true]);
      expect([id, top < -100 && width > 100]).toEqual([id, true]);
      expect([id, headBox[0] >= left && headBox[1] >= top]).toEqual([id, true]);
      expect([id, headBox[0] + headBox[2] <= left + width + 0.01]).toEqual([id, true]);
    }
  });

  it("of a flat face is shorter in the muzzle than that of a long one", () => {
    const nose = (look: Look): number => {
      const { headBox } = drawDog(look, 1);
      return headBox[0] + headBox[2];
    };
    expect(nose({ ...BEAGLE, muzzle: "roman" })).toBeGreaterThan(
      nose({ ...BEAGLE, muzzle: "flat" }) + 20,
    );
  });

  it("of a low dog is longer for its height than that of a tall one", () => {
    const length = (look: Look): number => drawDog({ ...look, tail: "bob" }, 1).box[2];
    expect(length({ ...BEAGLE, build: "low" })).toBeGreaterThan(
      1.3 * length({ ...BEAGLE, build: "square" }),
    );
  });

  it("has the same outline in every colour", () => {
    const black = drawDog({ ...BEAGLE, pattern: "solid", colours: ["black"] }, 1);
    const spotted = drawDog({ ...BEAGLE, pattern: "spotted", colours: ["liver", "white"] }, 1);
    expect(black.silhouette).toBe(spotted.silhouette);
    expect(black.layers).not.toEqual(spotted.layers);
  });

  it("shows every feature that a breed has", () => {
    for (const { id } of BREEDS) {
      const look = lookOf(id);
      for (const feature of look.features) {
        const without = { ...look, features: look.features.filter((each) => each !== feature) };
        expect([id, feature, drawDog(without, 1)]).not.toEqual([id, feature, drawDog(look, 1)]);
      }
    }
  });

  it("of an unknown breed is that of a plain dog", () => {
    expect(drawingOf("n00000000").silhouette).not.toBe("");
    expect(drawingOf("constructor").silhouette).not.toBe("");
  });
});
