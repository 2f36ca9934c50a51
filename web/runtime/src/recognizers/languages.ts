/** The languages that are known, and their tables, each loaded when it is first asked for. */
import type { LanguageTables } from "./languageTables.js";

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

/** Says whether a language is known. */
export function isLanguage(code: unknown): code is Language {
  return typeof code === "string" && Object.hasOwn(LOADERS, code);
}

/** Loads the tables of a language. */
export async function loadTables(language: Language): Promise<LanguageTables> {
  return (await LOADERS[language]()).TABLES;
}
