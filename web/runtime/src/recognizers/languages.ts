/** The languages that are known, and their tables, each loaded when it is first asked for. */
import { shown } from "../bundle/json.js";
import { OptionError } from "../errors.js";
import { LanguagePack } from "./languagePack.js";

const LOADERS = {
  de: () => import("./languages/de.js"),
  en: () => import("./languages/en.js"),
  es: () => import("./languages/es.js"),
  fr: () => import("./languages/fr.js"),
  it: () => import("./languages/it.js"),
  ja: () => import("./languages/ja.js"),
  nl: () => import("./languages/nl.js"),
  pt: () => import("./languages/pt.js"),
  zh: () => import("./languages/zh.js"),
};

/** The code of a language that is known. */
export type Language = keyof typeof LOADERS;

/** The codes of the languages that are known. */
export const LANGUAGES = Object.keys(LOADERS) as Language[];

/** The tables that tell a text's language. */
export const loadWeights = async () => (await import("./languageWeights.js")).WEIGHTS;

const packs = new Map<Language, Promise<LanguagePack>>();

/** Loads a language's pack, once. */
export function loadPack(language: Language): Promise<LanguagePack> {
  let pack = packs.get(language);
  if (!pack) {
    pack = LOADERS[language]().then(({ TABLES }) => new LanguagePack(TABLES));
    packs.set(language, pack);
    pack.catch(() => packs.delete(language)); // the network may be back at the next call
  }
  return pack;
}

/** Says whether a language has a pack. */
export function isLanguage(language: unknown): language is Language {
  return typeof language === "string" && Object.hasOwn(LOADERS, language);
}

/**
 * Refuses a language without a pack.
 * @throws OptionError - there is none.
 */
export function checkLanguage(language: unknown): asserts language is Language {
  if (isLanguage(language)) return;
  throw new OptionError(
    `language: there is none called ${shown(language)}; use ${LANGUAGES.join(", ")}`,
  );
}
