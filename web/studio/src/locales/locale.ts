/**
 * The studio in the user's language: its messages, and the language's way to write numbers and dates.
 *
 * A language is a folder here, named by its code, with one file of messages for each room and one,
 * `shell.json`, for what all rooms share. The folder `en` says which messages there are.
 */
import type english from "./english";
import { LANGUAGES, messageText, needLanguage, type Language } from "./messages";

export { LANGUAGES, type Language };
type Files = typeof english;
/** A message's key: `ROOM.NAME`, from the file ROOM.json. */
export type MessageKey = {
  [Room in keyof Files & string]: `${Room}.${keyof Files[Room] & string}`;
}[keyof Files & string];
export type MessageValues = Readonly<Record<string, string | number>>;

/** Each of its functions may be taken out of it: `const { t, percent } = useLocale()`. */
export class Locale {
  readonly #plural: Intl.PluralRules;

  constructor(readonly language: Language) {
    this.#plural = new Intl.PluralRules(language);
  }

  /**
   * Returns a message, with `{name}` replaced by the value of that name. A value `n` chooses the
   * plural form: the message `KEY_one` and so on, where there is one, else `KEY`.
   */
  readonly t = (key: MessageKey, values: MessageValues = {}): string => {
    const { n } = values;
    const plural = typeof n === "number" ? `${key}_${this.#plural.select(n)}` : key;
    const text = messageText(this.language, plural) ?? messageText(this.language, key) ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.number(value) : value;
    });
  };

  /** Returns whether there is such a message, for keys that are made of what the server names. */
  readonly has = (key: string): key is MessageKey => messageText(this.language, key) !== undefined;

  readonly number = (value: number, options?: Intl.NumberFormatOptions): string => {
    return new Intl.NumberFormat(this.language, options).format(value);
  };

  /** Formats a score; it never reads 0 % or 100 %, for no answer is certain. */
  readonly score = (score: number): string => {
    return this.percent(Math.min(0.99, Math.max(0.01, score)));
  };

  readonly percent = (share: number, digits = 0): string => {
    return this.number(share, { style: "percent", maximumFractionDigits: digits });
  };

  readonly date = (at: string | number | Date): string => {
    return new Intl.DateTimeFormat(this.language, { dateStyle: "medium" }).format(new Date(at));
  };

  readonly moment = (at: string | number | Date): string => {
    return new Intl.DateTimeFormat(this.language, {
      dateStyle: "medium",
      timeStyle: "short",
    }).format(new Date(at));
  };

  /** Formats how long ago something was, as "3 minutes ago". */
  readonly ago = (at: string | number | Date, now: number = Date.now()): string => {
    const seconds = (new Date(at).getTime() - now) / 1000;
    const [unit, size] = AGES.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
    const format = new Intl.RelativeTimeFormat(this.language, { numeric: "auto" });
    return format.format(unit === "second" ? 0 : Math.round(seconds / size), unit);
  };

  /** Formats a length of time in its largest fitting unit, as "2 min". */
  readonly duration = (seconds: number): string => {
    const [unit, size] = seconds >= 90 ? (["minute", 60] as const) : (["second", 1] as const);
    const digits = unit === "second" && seconds < 10 ? 1 : 0;
    return this.number(seconds / size, { style: "unit", unit, maximumFractionDigits: digits });
  };

  readonly bytes = (count: number): string => {
    const [unit, size] = SIZES.find(([, each]) => count >= each) ?? (["byte", 1] as const);
    const digits = unit === "byte" || count >= 10 * size ? 0 : 1;
    return this.number(count / size, { style: "unit", unit, maximumFractionDigits: digits });
  };

  readonly list = (items: readonly string[]): string => {
    return new Intl.ListFormat(this.language, { type: "conjunction" }).format(items);
  };

  /** Compares two names as the language orders them. */
  readonly compare = (a: string, b: string): number => {
    return a.localeCompare(b, this.language, { numeric: true });
  };
}

const AGES: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const SIZES = [
  ["gigabyte", 1e9],
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
] as const;

/** Returns a language's name in that language. */
export function languageName(code: Language): string {
  const name = new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

/** Chooses the first of the wanted languages that there is; English where there is none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const found = LANGUAGES.find((code) => each.toLowerCase().split("-")[0] === code);
    if (found !== undefined) return found;
  }
  return "en";
}

/** Loads a language; English where its files can't be loaded. */
export async function loadLocale(language: Language): Promise<Locale> {
  try {
    await needLanguage(language);
    return new Locale(language);
  } catch (error) {
    if (language === "en") throw error;
    return loadLocale("en");
  }
}
