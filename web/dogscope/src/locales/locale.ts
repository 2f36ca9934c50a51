/**
 * The app in the user's language: its messages, and the language's way to write numbers and dates.
 *
 * A language is one file in this folder, named by its code, with the keys of `en.json`: texts, and
 * the names of the breeds. Every file here is offered in the settings.
 */
import en from "./en.json";

export type MessageKey = keyof typeof en.texts;
export type MessageValues = Readonly<Record<string, string | number>>;

/**
 * A time in milliseconds since 1970; or a record, which is shown as the clock stood where it was made:
 * `offset` minutes east of UTC. Without one it is this device's clock.
 */
type Shown = number | { readonly at: number; readonly offset?: number | null };

interface LanguageFile {
  readonly texts: Readonly<Record<string, string>>;
  readonly breeds: Readonly<Record<string, string>>;
}

const MINUTE = 60_000; // milliseconds

const files = import.meta.glob<LanguageFile>(["./*.json", "!./en.json"], { import: "default" });

/** The codes of all languages. */
export const LANGUAGES: readonly string[] = [
  "en",
  ...Object.keys(files).map((path) => /\/([\w-]+)\.json$/.exec(path)![1]!),
].sort();

export class Locale {
  readonly #plural: Intl.PluralRules;

  constructor(
    readonly language: string,
    private readonly file: LanguageFile = en,
  ) {
    this.#plural = new Intl.PluralRules(language);
  }

  /**
   * Returns a message, with `{name}` replaced by the value of that name. A value `n` chooses the
   * plural form: the message `KEY.one`, `KEY.other` and so on, where there is one.
   */
  readonly t = (key: MessageKey, values: MessageValues = {}): string => {
    const { n } = values;
    const plural = typeof n === "number" ? `${key}.${this.#plural.select(n)}` : key;
    const { texts } = this.file;
    const text =
      texts[plural] ?? texts[key] ?? (en.texts as Record<string, string>)[plural] ?? en.texts[key];
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.number(value) : value;
    });
  };

  /** Returns a breed's name with a capital letter, as where it stands alone or begins a sentence. */
  readonly breed = (id: string): string => this.capitalized(this.breedWithin(id));

  /** Returns words with a capital letter. */
  capitalized(text: string): string {
    return capitalize(text, this.language);
  }

  /** Returns a breed's name as within a sentence: so the languages' files write it. */
  readonly breedWithin = (id: string): string =>
    this.file.breeds[id] ?? (en.breeds as Record<string, string>)[id] ?? id;

  number(value: number, options?: Intl.NumberFormatOptions): string {
    return new Intl.NumberFormat(this.language, options).format(value);
  }

  /** Formats a score; it never reads 0 % or 100 %, for no prediction is certain. */
  percent(score: number): string {
    const shown = Math.min(0.99, Math.max(0.01, score));
    return this.number(shown, { style: "percent", maximumFractionDigits: 0 });
  }

  megabytes(bytes: number): string {
    const digits = bytes < 99.5e6 ? 1 : 0;
    return this.number(bytes / 1e6, {
      style: "unit",
      unit: "megabyte",
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  }

  day(shown: Shown): string {
    return this.#date(shown, { dateStyle: "long" });
  }

  moment(shown: Shown): string {
    return this.#date(shown, { dateStyle: "medium", timeStyle: "short" });
  }

  time(shown: Shown): string {
    return this.#date(shown, { timeStyle: "short" });
  }

  #date(shown: Shown, style: Intl.DateTimeFormatOptions): string {
    const { at, offset = null } = typeof shown === "number" ? { at: shown } : shown;
    if (offset === null) return new Intl.DateTimeFormat(this.language, style).format(at);
    const clock = at + offset * MINUTE;
    return new Intl.DateTimeFormat(this.language, { ...style, timeZone: "UTC" }).format(clock);
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.language, { type: "conjunction" }).format(items);
  }

  /** Returns "beagle or otterhound": the language's own word, which in Spanish may be "u". */
  either(items: readonly string[]): string {
    return new Intl.ListFormat(this.language, { type: "disjunction" }).format(items);
  }

  country(code: string): string {
    return new Intl.DisplayNames(this.language, { type: "region" }).of(code) ?? code;
  }

  /** Returns a language's name in that language. */
  languageName(code: string): string {
    const name = new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code;
    return capitalize(name, code);
  }
}

function capitalize(name: string, language: string): string {
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** Chooses the first of the wanted languages that there is; English where there is none. */
export function chooseLanguage(wanted: readonly string[]): string {
  for (const each of wanted) {
    const found = LANGUAGES.find((code) => each.toLowerCase() === code.toLowerCase());
    const related = LANGUAGES.find(
      (code) => each.split("-")[0]!.toLowerCase() === code.toLowerCase(),
    );
    if (found ?? related) return (found ?? related)!;
  }
  return "en";
}

/** Loads a language; English where there is no such language, or its file can't be loaded. */
export async function loadLocale(language: string): Promise<Locale> {
  const load = files[`./${language}.json`];
  if (!load) return new Locale("en");
  try {
    return new Locale(language, await load());
  } catch {
    return new Locale("en");
  }
}
