import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { labels } from "../classifierLabels";
import { BREEDS } from "../../src/breeds/breedCatalogue";
import { LANGUAGES } from "../../src/locales/locale";

const folder = new URL("../../src/locales/", import.meta.url);

interface Messages {
  readonly texts: Readonly<Record<string, string>>;
  readonly breeds: Readonly<Record<string, string>>;
}

const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const read = (code: string) =>
  JSON.parse(readFileSync(new URL(`${code}.json`, folder), "utf8")) as Messages;
const en = read("en");
const FORM = /\.(zero|one|two|few|many|other)$/;
const keys = Object.keys(en.texts);
/** The keys of the texts that count: they have a form `one`. */
const COUNTED = keys
  .filter((key) => key.endsWith(".one"))
  .map((key) => key.slice(0, -".one".length));

const isForm = (key: string): boolean => FORM.test(key) && COUNTED.includes(key.replace(FORM, ""));
const inBraces = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort();

it("the app offers the language of each file", () => {
  expect(files.map((name) => name.replace(/\.json$/, "")).sort()).toEqual(LANGUAGES);
  expect(LANGUAGES).toEqual(Intl.getCanonicalLocales(LANGUAGES as string[]));
});

it("English has the classifier's names for the breeds", () => {
  const named = Object.fromEntries(labels.map(({ id, answer }) => [id, answer]));
  expect(en.breeds).toEqual(named);
});

it("every language counts the breeds and the wild dogs as the catalogue does", () => {
  const wild = BREEDS.filter(({ group }) => group === "wild").length;
  const counts = [String(BREEDS.length - wild), String(wild)];
  for (const code of LANGUAGES) {
    const { texts } = read(code);
    for (const key of ["welcome.breeds", "badge.all.how"]) {
      expect([code, key, texts[key]!.match(/\d+/g)]).toEqual([code, key, counts]);
    }
  }
});

describe.each(LANGUAGES)("%s", (code) => {
  const { texts, breeds, ...rest } = read(code);
  const rules = new Intl.PluralRules(code);
  const forms = rules.resolvedOptions().pluralCategories;

  it("has the same texts and breeds as English", () => {
    expect(rest).toEqual({});
    const plain = (all: string[]) => all.filter((key) => !isForm(key)).sort();
    expect(plain(Object.keys(texts))).toEqual(plain(keys));
    expect(Object.keys(breeds)).toEqual(Object.keys(en.breeds));
  });

  it("has no empty, untrimmed or unfinished text", () => {
    for (const [key, text] of [...Object.entries(texts), ...Object.entries(breeds)]) {
      expect([key, text]).toEqual([key, expect.any(String)]);
      expect([key, text]).toEqual([key, text.trim().normalize("NFC")]);
      expect([key, text]).not.toEqual([key, ""]);
      // A translation that is not finished still has braces, tags or a TODO.
      const others = text.replace(/\{\w+\}/g, "");
      expect([key, /[{}<>]|TODO/.test(others)]).toEqual([key, false]);
    }
  });

  it("has the same values in braces as English", () => {
    for (const [key, text] of Object.entries(texts)) {
      const there = isForm(key) ? key.replace(FORM, "") : key;
      const wanted = inBraces(en.texts[there]!);
      const has = inBraces(text);
      // A form for a single number may spell it out.
      if (isForm(key) && !has.includes("n")) has.unshift("n");
      expect([key, has.sort()]).toEqual([key, wanted]);
    }
  });

  it("has the plural forms for counting to a thousand, and only its own forms", () => {
    const needed = new Set(Array.from({ length: 1001 }, (_, n) => rules.select(n)));
    for (const key of COUNTED) {
      const missing = [...needed].filter((form) => !Object.hasOwn(texts, `${key}.${form}`));
      expect([key, missing]).toEqual([key, []]);
    }
    const odd = Object.keys(texts).filter(
      (key) => isForm(key) && !forms.includes(FORM.exec(key)![1] as Intl.LDMLPluralRule),
    );
    expect(odd).toEqual([]);
  });

  it("names the number in each plural form for several numbers", () => {
    const numbers = Array.from({ length: 1001 }, (_, n) => n);
    // These are shown for one and more.
    const fromOne = ["kennel.caught", "breed.times"];
    for (const key of COUNTED) {
      for (const form of forms) {
        const text = texts[`${key}.${form}`];
        const own = numbers.filter(
          (n) => rules.select(n) === form && (n > 0 || !fromOne.includes(key)),
        );
        if (text === undefined || own.length < 2) continue;
        expect([key, form, inBraces(text)]).toEqual([key, form, expect.arrayContaining(["n"])]);
      }
    }
  });

  it("has a different name for each breed", () => {
    const names = Object.values(breeds).map((name) => name.toLocaleLowerCase(code));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
