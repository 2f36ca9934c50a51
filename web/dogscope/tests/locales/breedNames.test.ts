import { describe, expect, it } from "vitest";
import { BREEDS } from "../../src/breeds/breedCatalogue";
import de from "../../src/locales/de.json";
import en from "../../src/locales/en.json";
import es from "../../src/locales/es.json";
import fr from "../../src/locales/fr.json";
import { Locale } from "../../src/locales/locale";
import { catchName, catchNameWithin, mixText } from "../../src/state/catchName";

const files = { de, en, es, fr };
const NAMED = Object.keys(en.breeds);
/** The words with a capital within a sentence: places and persons. All others are common nouns. */
const PROPER = {
  fr: `Alaska Bedlington Boston Brie Charles Chesapeake Entlebuch Flandres Gordon Ibiza Italie King
    Labrador Leonberg Pyrénées Rhodésie Saint-Hubert Shetland Sibérie Terre-Neuve Tibet Weimar
    Yorkshire`,
  es: `Appenzell Berna Brie Bruselas Charles Chesapeake Entlebuch Flandes Gordon Huberto King
    Pirineos San Shetland Weimar`,
};
const within = (code: keyof typeof files, id: string): string =>
  new Locale(code, files[code]).breedWithin(id);

describe.each(["fr", "es"] as const)("within a sentence of %s", (code) => {
  it("only places and persons in a breed's name have a capital", () => {
    const proper = PROPER[code].split(/\s+/);
    const words = NAMED.flatMap((id) => within(code, id).split(/[ ’()]/)).filter(
      (word) => word !== word.toLocaleLowerCase(code),
    );
    expect([...new Set(words)].sort()).toEqual([...proper].sort());
    expect(NAMED).toHaveLength(121);
  });

  it("and alone, each of the 121 names begins with a capital", () => {
    const locale = new Locale(code, files[code]);
    for (const id of NAMED) expect(locale.breed(id)).toMatch(/^\p{Lu}/u);
  });
});

it.each([
  ["fr", "n02106662", "berger allemand"],
  ["fr", "n02109525", "saint-bernard"],
  ["fr", "n02111277", "chien de Terre-Neuve"],
  ["fr", "n02086240", "shih tzu"],
  ["es", "n02106662", "pastor alemán"],
  ["es", "n02109525", "san bernardo"],
  ["es", "n02088466", "perro de San Huberto"],
  ["en", "n02106662", "German shepherd"],
  ["en", "n02088364", "beagle"],
  ["de", "n02106662", "Deutscher Schäferhund"],
] as const)("%s writes %s as %s", (code, id, name) => {
  expect(within(code, id)).toBe(name);
});

it("A mix is named as a word of its sentence, and with a capital where it stands alone", () => {
  const names = (["de", "en", "es", "fr"] as const).map((code) => {
    const locale = new Locale(code, files[code]);
    const mix = { breed: "n02106662", mix: ["n02106662"] };
    return [catchName(mix, locale), catchNameWithin(mix, locale)];
  });
  expect(names).toEqual([
    ["Deutscher Schäferhund-Mischling", "Deutscher Schäferhund-Mischling"],
    ["German shepherd mix", "German shepherd mix"],
    ["Mestizo de pastor alemán", "mestizo de pastor alemán"],
    ["Croisé berger allemand", "croisé berger allemand"],
  ]);
  const french = new Locale("fr", fr);
  expect(mixText(["n02106662"], [], french)).toBe("Ressemble surtout à : berger allemand.");
});

it("No language lacks a breed", () => {
  for (const { id } of BREEDS) expect(NAMED).toContain(id);
});
