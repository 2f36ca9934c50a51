import { describe, expect, it } from "vitest";
import { BREEDS, breedOf } from "../../src/breeds/breedCatalogue";
import table from "../../src/breeds/breedTraits.json";
import { COATS } from "../../src/drawings/coats";
import { EARS } from "../../src/drawings/ears";
import { FAMILIES } from "../../src/drawings/families";
import { lookOf, TRAITS, unknownTraits } from "../../src/drawings/looks";
import { OWN_LOOKS } from "../../src/drawings/ownLooks";
import { COLOURS } from "../../src/drawings/palette";
import { PATTERNS } from "../../src/drawings/patterns";
import { PROFILES, PROPORTIONS } from "../../src/drawings/proportions";
import { TAILS } from "../../src/drawings/tails";

/** The traits without a source: 120 breeds have seven each. A new source lowers the number. */
const GAPS = 476;

const LOOKS = BREEDS.map(({ id }) => ({ id, ...lookOf(id) }));

describe("the table of traits", () => {
  it("is about breeds of the catalogue, and has a source for each value", () => {
    const used = new Set<number>();
    for (const [id, traits] of Object.entries(table.breeds)) {
      expect(breedOf(id)).not.toBeNull();
      for (const [name, [, source]] of Object.entries(traits) as [string, [unknown, number]][]) {
        expect(TRAITS).toContain(name);
        used.add(source);
      }
    }
    expect([...used].sort((a, b) => a - b)).toEqual(table.sources.map((_, at) => at));
  });

  it("names pages, with the day each was opened", () => {
    for (const [title, url, opened] of table.sources as [string, string, string][]) {
      expect(title.trim()).not.toBe("");
      expect(URL.canParse(url) && /^https?:/.test(url)).toBe(true);
      expect(opened).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
    }
  });

  it("has no more gaps than it had", () => {
    const gaps = BREEDS.reduce((sum, { id }) => sum + unknownTraits(id).length, 0);
    expect(gaps).toBe(GAPS);
  });

  it("draws each breed by a family", () => {
    expect(BREEDS.filter(({ family }) => !Object.hasOwn(FAMILIES, family))).toEqual([]);
    const used = new Set(BREEDS.map(({ family }) => family));
    expect(Object.keys(FAMILIES).filter((family) => !used.has(family))).toEqual([]);
  });

  it("says nothing about what a breed's own look chooses", () => {
    const sourced = table.breeds as Record<string, object>;
    for (const [id, look] of Object.entries(OWN_LOOKS)) {
      expect(breedOf(id)).not.toBeNull();
      const both = Object.keys(look).filter((name) => Object.hasOwn(sourced[id] ?? {}, name));
      expect([id, both]).toEqual([id, []]);
    }
  });

  it("has only values that can be drawn", () => {
    const unknown = LOOKS.filter(
      (look) =>
        !Object.hasOwn(PROPORTIONS, look.build) ||
        !Object.hasOwn(PROFILES, look.muzzle) ||
        !Object.hasOwn(EARS, look.ears) ||
        !Object.hasOwn(TAILS, look.tail) ||
        !Object.hasOwn(COATS, look.coat) ||
        !Object.hasOwn(PATTERNS, look.pattern) ||
        !look.colours.every((colour) => Object.hasOwn(COLOURS, colour)),
    );
    expect(unknown.map(({ id }) => id)).toEqual([]);
  });
});
