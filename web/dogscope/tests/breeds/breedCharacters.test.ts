import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BREEDS, breedOf } from "../../src/breeds/breedCatalogue";
import { loadCharacters, type Characters } from "../../src/breeds/breedCharacters";
import { characterSourceOf } from "../../src/breeds/breedCharacterSources";
import sourceFile from "../../src/breeds/breedCharacterSources.json";
import { LANGUAGES } from "../../src/locales/locale";
import { BEAGLE } from "../sampleRecords";

const folder = new URL("../../src/breeds/", import.meta.url);
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Characters;
const files = readdirSync(folder).filter((name) => /^breedCharacters\..+\.json$/.test(name));
const CODES = files.map((name) => name.split(".")[1]!);
const en = read("breedCharacters.en.json");

/** The breeds without a sentence: no source was found for one. This number may only fall. */
const GAPS = 0;
/** In characters: three lines on a phone. German, French and Spanish need more room. */
const LONGEST = { en: 110, others: 125 };

/** Returns the texts that are the same as an earlier one, by what counts of them. */
function repeated(texts: readonly string[], key: (text: string) => string): string[] {
  return texts.filter((text, at) => texts.findIndex((each) => key(each) === key(text)) < at);
}

describe("the sentences on the breeds' characters", () => {
  it("are about existing breeds, in the order of the catalogue, and no more breeds lack one", () => {
    const ids = BREEDS.map(({ id }) => id);
    expect(Object.keys(en)).toEqual(ids.filter((id) => Object.hasOwn(en, id)));
    expect(ids.length - Object.keys(en).length).toBeLessThanOrEqual(GAPS);
  });

  it("exist in every language of the app", () => {
    expect(LANGUAGES.filter((code) => !CODES.includes(code))).toEqual([]);
  });

  it("are loaded once for a language, and in English for one that has none", async () => {
    expect(await loadCharacters("en")).toEqual(en);
    expect(await loadCharacters("xx")).toEqual(en);
    expect(loadCharacters("fr")).toBe(loadCharacters("fr"));
    expect((await loadCharacters("fr"))[BEAGLE]).toBe(read("breedCharacters.fr.json")[BEAGLE]);
  });
});

describe.each(CODES)("the sentences in %s", (code) => {
  const sentences = read(`breedCharacters.${code}.json`);
  const texts = Object.values(sentences);

  it("are about the same breeds as in English", () => {
    expect(Object.keys(sentences)).toEqual(Object.keys(en));
  });

  it("are one sentence each, which is short enough", () => {
    const longest = code === "en" ? LONGEST.en : LONGEST.others;
    for (const text of texts) {
      expect(text).toBe(text.trim().normalize("NFC"));
      expect([text, text.length >= 40, text.length <= longest]).toEqual([text, true, true]);
      // No apostrophe or quotation mark of a typewriter, and no second sentence.
      expect(text).toMatch(/^[\p{Lu}¡¿][^"'`{}<>]*[^\s.][.!]$/u);
      expect(text).not.toMatch(/[.!?…] \p{Lu}/u);
      if (code === "fr") expect(text).not.toMatch(/ [;:!?»]/); // these are kept on the line
    }
  });

  it("are all different, and do not begin alike", () => {
    const words = (text: string) => text.toLocaleLowerCase(code).match(/[\p{L}\p{N}]+/gu)!;
    expect(repeated(texts, (text) => words(text).join(" "))).toEqual([]);
    expect(repeated(texts, (text) => words(text).slice(0, 3).join(" "))).toEqual([]);
  });
});

describe("the sources of the sentences", () => {
  it("are known for each sentence, and for nothing else", () => {
    expect(Object.keys(sourceFile.breeds)).toEqual(Object.keys(en));
    for (const id of ["n00000000", "constructor", "__proto__"]) {
      expect(breedOf(id)).toBeNull();
      expect(characterSourceOf(id)).toBeNull();
    }
  });

  it("have a title, the address of a page and the day on which it was read", () => {
    for (const id of Object.keys(en)) {
      const { title, url, read } = characterSourceOf(id)!;
      expect([id, title]).toEqual([id, title.trim()]);
      expect([id, title]).not.toEqual([id, ""]);
      expect(url).toMatch(/^https?:\/\/[^/\s]+\/\S*$/);
      expect(read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(new Date(read).toISOString().slice(0, 10)).toBe(read);
    }
  });

  it("are all used, and listed once", () => {
    const used = new Set(Object.values(sourceFile.breeds));
    expect([...used].sort((a, b) => a - b)).toEqual(sourceFile.sources.map((_, at) => at));
    const addresses = sourceFile.sources.map(([, url]) => url!);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});
