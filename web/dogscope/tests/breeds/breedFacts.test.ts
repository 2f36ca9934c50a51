import { describe, expect, it } from "vitest";
import { BREEDS, breedOf } from "../../src/breeds/breedCatalogue";
import factFile from "../../src/breeds/breedFacts.json";
import lookAlikes from "../../src/breeds/lookAlikes.json";
import { differences, factsOf, lookAlikesOf, type Difference } from "../../src/breeds/breedFacts";
import en from "../../src/locales/en.json";
import { BEAGLE, PUG } from "../sampleRecords";

const IDS = BREEDS.map(({ id }) => id);
const FACTS = IDS.map((id) => ({ id, ...factsOf(id) }));

/** Returns the breeds with a wrong value for a fact, with that value. */
function wrong<K extends Exclude<keyof (typeof FACTS)[0], "id">>(
  name: K,
  isRight: (value: NonNullable<(typeof FACTS)[0][K]>["value"]) => boolean,
): unknown[] {
  return FACTS.flatMap(({ id, [name]: fact }) =>
    fact !== null && !isRight(fact.value as never) ? [[id, fact.value]] : [],
  );
}

const isRange = (from: number, to: number, wide: number) => (value: readonly number[]) =>
  value.length === 2 &&
  from <= value[0]! &&
  value[0]! <= value[1]! &&
  value[1]! <= to &&
  value[1]! <= wide * value[0]!;

describe("the facts", () => {
  it("are about existing breeds, and most breeds have them", () => {
    expect(Object.keys(factFile.breeds).filter((id) => !breedOf(id))).toEqual([]);
    for (const name of ["origin", "height", "weight", "coat", "ears", "colours"] as const) {
      const known = FACTS.filter((facts) => facts[name] !== null);
      expect([name, known.length > 0.7 * IDS.length]).toEqual([name, true]);
    }
  });

  it("have a source each, with the address of a page", () => {
    const known = Object.keys(factsOf(BEAGLE));
    for (const [id, facts] of Object.entries(factFile.breeds)) {
      for (const [name, [, source]] of Object.entries(facts) as [string, [unknown, number]][]) {
        expect(known).toContain(name);
        const [title, url] = factFile.sources[source] ?? [];
        expect([id, name, title?.trim()]).not.toEqual([id, name, undefined]);
        expect(title!.trim()).not.toBe("");
        expect([id, name, URL.canParse(url!)]).toEqual([id, name, true]);
      }
    }
    expect(factFile.sources.filter(([, url]) => !/^https?:\/\/[^/]+\//.test(url!))).toEqual([]);
  });

  it("use every source", () => {
    const used = Object.values(factFile.breeds).flatMap((facts) =>
      (Object.values(facts) as [unknown, number][]).map(([, source]) => source),
    );
    const all = factFile.sources.map((_, at) => at);
    expect([...new Set(used)].sort((a, b) => a - b)).toEqual(all);
  });

  it("have values that are possible for a dog", () => {
    // The widest ranges are the Xoloitzcuintli's: it comes in three sizes.
    expect(wrong("height", isRange(12, 100, 2.5))).toEqual([]);
    expect(wrong("weight", isRange(0.5, 100, 5))).toEqual([]);
    expect(wrong("rank", (rank) => Number.isInteger(rank) && rank >= 1 && rank <= 300)).toEqual([]);
  });

  it("have values that the app has messages for", () => {
    const has = (key: string) => Object.hasOwn(en.texts, key);
    const country = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    expect(wrong("coat", (coat) => has(`coat.${coat}`))).toEqual([]);
    expect(wrong("ears", (ears) => has(`ears.${ears}`))).toEqual([]);
    expect(wrong("group", (group) => has(`group.${group}`))).toEqual([]);
    const areOne = (values: readonly string[], is: (value: string) => boolean) =>
      values.length > 0 && values.every(is) && new Set(values).size === values.length;
    expect(wrong("colours", (all) => areOne(all, (each) => has(`colour.${each}`)))).toEqual([]);
    expect(
      wrong("origin", (all) =>
        areOne(all, (code) => /^[A-Z]{2}$/.test(code) && country.of(code) !== undefined),
      ),
    ).toEqual([]);
  });

  it("agree with the catalogue", () => {
    for (const { id, group, rank } of FACTS) {
      const breed = breedOf(id)!;
      if (group) expect([id, group.value]).toEqual([id, breed.group]);
      if (rank) expect([id, rank.value]).toEqual([id, breed.rank]);
    }
  });

  it("are all null for an unknown breed", () => {
    for (const id of ["n00000000", "constructor", "__proto__"]) {
      expect(Object.values(factsOf(id)).every((fact) => fact === null)).toBe(true);
    }
  });
});

describe("the look-alikes", () => {
  it("are other breeds, each listed once", () => {
    expect(Object.keys(lookAlikes).filter((id) => !breedOf(id))).toEqual([]);
    for (const id of IDS) {
      const alike = lookAlikesOf(id);
      expect([id, alike.filter((other) => !breedOf(other) || other === id)]).toEqual([id, []]);
      expect(new Set(alike).size).toBe(alike.length);
    }
    expect(IDS.filter((id) => lookAlikesOf(id).length === 0).length).toBeLessThan(10);
    expect(lookAlikesOf("n00000000")).toEqual([]);
  });
});

describe("the differences between two breeds", () => {
  const mirrored = ({ kind, own, other }: Difference): unknown => ({
    kind,
    own: other,
    other: own,
  });

  it("are the same from both sides", () => {
    const lopsided = IDS.flatMap((id) =>
      IDS.filter((other) => {
        const [there, back] = [differences(id, other), differences(other, id)];
        return JSON.stringify(there) !== JSON.stringify(back.map(mirrored));
      }).map((other) => [id, other]),
    );
    expect(lopsided).toEqual([]);
  });

  it("are none for the same breed, and for an unknown one", () => {
    for (const id of IDS) expect(differences(id, id)).toEqual([]);
    expect(differences(BEAGLE, "n00000000")).toEqual([]);
  });

  it("have two different values each, the surest first", () => {
    const order = ["height", "weight", "ears", "coat", "colours"];
    for (const id of IDS) {
      for (const other of lookAlikesOf(id)) {
        const kinds = differences(id, other).map(({ kind }) => order.indexOf(kind));
        expect(kinds).toEqual([...new Set(kinds)].sort((a, b) => a - b));
        for (const { own, other: its } of differences(id, other)) expect(own).not.toEqual(its);
      }
    }
    expect(differences(PUG, "n02109047").map(({ kind }) => kind)).toContain("height"); // Great Dane
  });
});
