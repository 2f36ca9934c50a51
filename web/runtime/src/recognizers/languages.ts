/** The languages that are known, and their tables, each loaded when it is first asked for. */
import { shown } from "../bundle/json.js";
import { OptionError } from "../errors.js";
import type { CalendarTables } from "./dates/dateGrammar.js";
import type { DateReader } from "./dates/dateFinder.js";
import { LanguagePack } from "./languagePack.js";
import { isDateKind } from "./recognize.js";

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

const CALENDARS: Readonly<
  Record<keyof typeof LOADERS, () => Promise<{ CALENDAR: CalendarTables }>>
> = {
  de: () => import("./calendars/deDates.js"),
  en: () => import("./calendars/enDates.js"),
  es: () => import("./calendars/esDates.js"),
  fr: () => import("./calendars/frDates.js"),
  it: () => import("./calendars/itDates.js"),
  ja: () => import("./calendars/jaDates.js"),
  nl: () => import("./calendars/nlDates.js"),
  pt: () => import("./calendars/ptDates.js"),
  zh: () => import("./calendars/zhDates.js"),
};

/** The code of a language that is known. */
export type Language = keyof typeof LOADERS;

/** The codes of the languages that are known. */
export const LANGUAGES = Object.keys(LOADERS) as Language[];

/** The tables that tell a text's language. */
export const loadWeights = async () => (await import("./languageWeights.js")).WEIGHTS;

const packs = new Map<Language, Promise<LanguagePack>>();
const readers = new Map<Language, Promise<DateReader>>();

/**
 * Loads a language's pack, once; and what reads its dates and times, once one of the kinds is of these.
 * @param kinds the kinds of entities that it will be asked for.
 */
export async function loadPack(
  language: Language,
  kinds: readonly string[],
): Promise<LanguagePack> {
  const [pack, dates] = await Promise.all([
    loadTables(language),
    kinds.some(isDateKind) ? loadDates(language) : null,
  ]);
  if (dates) pack.dates = dates;
  return pack;
}

function loadDates(language: Language): Promise<DateReader> {
  return once(readers, language, async () => {
    const [{ dateReader }, { CALENDAR }] = await Promise.all([
      import("./dates/dateFinder.js"),
      CALENDARS[language](),
    ]);
    return dateReader(CALENDAR);
  });
}

function loadTables(language: Language): Promise<LanguagePack> {
  return once(packs, language, async () => new LanguagePack((await LOADERS[language]()).TABLES));
}

function once<T>(
  known: Map<Language, Promise<T>>,
  language: Language,
  load: () => Promise<T>,
): Promise<T> {
  let found = known.get(language);
  if (!found) {
    found = load();
    known.set(language, found);
    found.catch(() => known.delete(language)); // the network may be back at the next call
  }
  return found;
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
