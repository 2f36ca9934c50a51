/**
 * What the screens say, in the user's language.
 *
 * A language is one file in this folder, named by its code, with the keys of `en.json`: texts, and
 * the breeds' names. It is found by itself.
 */
import en from "./en.json";

export type Key = keyof typeof en.texts;
export type Values = Readonly<Record<string, string | number>>;

interface Messages {
  readonly texts: Readonly<Record<string, string>>;
  readonly breeds: Readonly<Record<string, string>>;
}

const files = import.meta.glob<Messages>(["./*.json", "!./en.json"], { import: "default" });

/** The codes of all languages that there are. */
export const LANGUAGES: readonly string[] = [
  "en",
  ...Object.keys(files).map((path) => /\/([\w-]+)\.json$/.exec(path)![1]!),
].sort();

export class Words {
  readonly #plural: Intl.PluralRules;

  constructor(
    readonly language: string,
    private readonly messages: Messages = en,
  ) {
    this.#plural = new Intl.PluralRules(language);
  }

  /**
   * A text. Of a text with `n` there may be one for each plural, `KEY.one` and `KEY.other`; what
   * stands in braces is filled in.
   */
  readonly t = (key: Key, values: Values = {}): string => {
    const { n } = values;
    const plural = typeof n === "number" ? `${key}.${this.#plural.select(n)}` : key;
    const { texts } = this.messages;
    const text =
      texts[plural] ?? texts[key] ?? (en.texts as Record<string, string>)[plural] ?? en.texts[key];
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.number(value) : value;
    });
  };

  /** A breed's name, as it stands in a heading. */
  readonly breed = (id: string): string => {
    const name = this.messages.breeds[id] ?? (en.breeds as Record<string, string>)[id] ?? id;
    return name.charAt(0).toLocaleUpperCase(this.language) + name.slice(1);
  };

  number(value: number, options?: Intl.NumberFormatOptions): string {
    return new Intl.NumberFormat(this.language, options).format(value);
  }

  percent(share: number): string {
    // Nothing that a model says is certain.
    const shown = Math.min(0.99, Math.max(0.01, share));
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

  day(at: number): string {
    return new Intl.DateTimeFormat(this.language, { dateStyle: "long" }).format(at);
  }

  moment(at: number): string {
    return new Intl.DateTimeFormat(this.language, {
      dateStyle: "medium",
      timeStyle: "short",
    }).format(at);
  }

  time(at: number): string {
    return new Intl.DateTimeFormat(this.language, { timeStyle: "short" }).format(at);
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.language, { type: "conjunction" }).format(items);
  }

  country(code: string): string {
    return new Intl.DisplayNames(this.language, { type: "region" }).of(code) ?? code;
  }

  /** A language in its own words. */
  languageName(code: string): string {
    const name = new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
  }
}

/** The first of the languages that someone reads which there is; English where there is none. */
export function languageFor(wanted: readonly string[]): string {
  for (const each of wanted) {
    const found = LANGUAGES.find((code) => each.toLowerCase() === code.toLowerCase());
    const related = LANGUAGES.find(
      (code) => each.split("-")[0]!.toLowerCase() === code.toLowerCase(),
    );
    if (found ?? related) return (found ?? related)!;
  }
  return "en";
}

export async function loadWords(language: string): Promise<Words> {
  const load = files[`./${language}.json`];
  if (!load) return new Words("en");
  try {
    return new Words(language, await load());
  } catch {
    return new Words("en"); // the file can't be had: better English than nothing
  }
}
