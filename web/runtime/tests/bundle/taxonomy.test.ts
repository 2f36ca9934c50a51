import { describe, expect, it } from "vitest";
import { BundleDamagedError } from "../../src/errors.js";
import { readTaxonomy } from "../../src/bundle/taxonomy.js";
import { bytes, json, shipped } from "../realBundles.js";

const BEAGLE = "n02088364";
const whole = readTaxonomy(shipped("classify-image", "taxonomy.json"), "taxonomy.json");
const kinds = {
  a: { name: "Animal", parents: [] },
  d: { name: "Dog", parents: ["c", "p"] },
  c: { name: "canine", parents: ["a"] },
  p: { name: "PET", parents: ["a"] },
  o: { name: "dog", parents: [] },
};
const small = readTaxonomy(json(kinds), "it");

describe("the shipped taxonomy", () => {
  it("leads from the widest kind down to a label", () => {
    const path = whole.path(BEAGLE);
    expect(path[0]).toBe("entity");
    expect(path.slice(-3)).toEqual(["hunting dog", "hound", "beagle"]);
  });

  it("finds a kind by its name or its id", () => {
    expect(whole.find("Beagle")).toEqual([BEAGLE]);
    expect(whole.find(BEAGLE)).toEqual([BEAGLE]);
    const [dog] = whole.find("dog");
    expect(whole.above(BEAGLE).has(dog!)).toBe(true);
    expect(whole.has(BEAGLE)).toBe(true);
  });
});

describe("a taxonomy", () => {
  it("follows the first parents, and is above along all of them", () => {
    expect(small.path("d")).toEqual(["Animal", "canine", "Dog"]);
    expect([...small.above("d")].sort()).toEqual(["a", "c", "d", "p"]);
  });

  it("finds all kinds of a name, in whatever case", () => {
    expect(small.find("DOG")).toEqual(["d", "o"]);
    expect(small.find("pet")).toEqual(["p"]);
    expect(small.find("cat")).toEqual([]);
    const greek = readTaxonomy(json({ s: { name: "Straße ΟΔΟΣ", parents: [] } }), "it");
    expect(greek.find("STRASSE οδος")).toEqual(["s"]);
  });

  it("with a circle is walked to an end", () => {
    const ring = { a: { name: "a", parents: ["b"] }, b: { name: "b", parents: ["a"] } };
    const round = readTaxonomy(json(ring), "it");
    expect(round.path("a").length).toBeLessThanOrEqual(3);
    expect(round.above("a").size).toBe(2);
  });

  it("has no kinds that its file does not hold", () => {
    expect(small.has("constructor")).toBe(false);
    expect(() => small.path("constructor")).toThrow('it holds no kind "constructor"');
    expect(() => small.above("x")).toThrow(BundleDamagedError);
    const odd = readTaxonomy(bytes('{"__proto__": {"name": "x", "parents": []}}'), "it");
    expect(odd.path("__proto__")).toEqual(["x"]);
  });

  it("of great depth and width is walked without recursion", () => {
    const chain = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, at) => [
        `k${at}`,
        { name: `${at}`, parents: at === 0 ? [] : [`k${at - 1}`] },
      ]),
    );
    const deep = readTaxonomy(json(chain), "it");
    expect(deep.path("k49999").length).toBe(50_000);
    expect(deep.above("k49999").size).toBe(50_000);
  });

  it.each<[string, Uint8Array, string]>([
    ["that is not JSON", bytes("{"), "is not JSON"],
    ["that is a list", json([]), "must be an object"],
    ["with a kind that is none", json({ a: 7 }), "it: kinds: a must be an object; it is 7"],
    ["with a kind without a name", json({ a: { parents: [] } }), "'name' must be a text"],
    ["with a parent that is no text", json({ a: { name: "a", parents: [1] } }), "list of texts"],
    ["with a parent that is lost", json({ a: { name: "a", parents: ["b"] } }), "not there"],
  ])("%s is refused", (_, content, message) => {
    expect(() => readTaxonomy(content, "it")).toThrow(BundleDamagedError);
    expect(() => readTaxonomy(content, "it")).toThrow(message);
  });
});
