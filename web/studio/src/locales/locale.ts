/**
 * The studio in the user's language: its messages, and the language's way to write numbers and dates.
 *
 * A language is a folder here, named by its code, with one file of messages for each room and one,
 * `shell.json`, for what all rooms share. The folder `en` says which messages there are.
 */
import en from "./english";

type Files = typeof en;
/** A message's key: `ROOM.NAME`, from the file ROOM.json. */
export type MessageKey = {
  [Room in keyof Files & string]: `${Room}.${keyof Files[Room] & string}`;
}[keyof Files & string];
export type MessageValues = Readonly<Record<string, string | number>>;
type Messages = Readonly<Record<string, string>>;

const files = import.meta.glob<Messages>(["./*/*.json", "!./en/*.json"], { import: "default" });

/** The codes of the languages that there are. */
export const LANGUAGES = ["de", "en", "es", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

function flat(rooms: Readonly<Record<string, Messages>>): Messages {
  return Object.fromEntries(
    Object.entries(rooms).flatMap(([room, messages]) =>
      Object.entries(messages).map(([name, text]) => [`${room}.${name}`, text]),
    ),
  );
}

const english = flat(en);

export class Locale {
  readonly #plural: Intl.PluralRules;

  constructor(
    readonly language: Language,
    private readonly messages: Messages = english,
  ) {
    this.#plural = new Intl.PluralRules(language);
  }

  /**
   * Returns a message, with `{name}` replaced by the value of that name. A value `n` chooses the
   * plural form: the message `KEY_one`, `KEY_other` and so on, where there is one.
   */
  readonly t = (key: MessageKey, values: MessageValues = {}): string => {
    const { n } = values;
    const plural = typeof n === "number" ? `${key}_${this.#plural.select(n)}` : key;
    const text = this.messages[plural] ?? this.messages[key] ?? english[plural] ?? english[key]!;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.number(value) : value;
    });
  };

  number(value: number, options?: Intl.NumberFormatOptions): string {
    return new Intl.NumberFormat(this.language, options).format(value);
  }

  /** Formats a score; it never reads 0 % or 100 %, for no answer is certain. */
  score(score: number): string {
    return this.percent(Math.min(0.99, Math.max(0.01, score)));
  }

  percent(share: number, digits = 0): string {
    return this.number(share, { style: "percent", maximumFractionDigits: digits });
  }

  date(at: string | number | Date): string {
    return new Intl.DateTimeFormat(this.language, { dateStyle: "medium" }).format(new Date(at));
  }

  moment(at: string | number | Date): string {
    return new Intl.DateTimeFormat(this.language, {
      dateStyle: "medium",
      timeStyle: "short",
    }).format(new Date(at));
  }

  /** Formats how long ago something was, as "3 minutes ago". */
  ago(at: string | number | Date, now: number = Date.now()): string {
    const seconds = (new Date(at).getTime() - now) / 1000;
    const [unit, size] = AGES.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
    const format = new Intl.RelativeTimeFormat(this.language, { numeric: "auto" });
    return format.format(unit === "second" ? 0 : Math.round(seconds / size), unit);
  }

  /** Formats a length of time in its largest fitting unit, as "2 min". */
  duration(seconds: number): string {
    const [unit, size] = seconds >= 90 ? (["minute", 60] as const) : (["second", 1] as const);
    const digits = unit === "second" && seconds < 10 ? 1 : 0;
    return this.number(seconds / size, { style: "unit", unit, maximumFractionDigits: digits });
  }

  bytes(count: number): string {
    const [unit, size] = SIZES.find(([, each]) => count >= each) ?? (["byte", 1] as const);
    const digits = unit === "byte" || count >= 10 * size ? 0 : 1;
    return this.number(count / size, { style: "unit", unit, maximumFractionDigits: digits });
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.language, { type: "conjunction" }).format(items);
  }

  /** Compares two names as the language orders them. */
  compare(a: string, b: string): number {
    return a.localeCompare(b, this.language, { numeric: true });
  }
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
  if (language === "en") return new Locale("en");
  try {
    const wanted = Object.entries(files).filter(([path]) => path.startsWith(`./${language}/`));
    const rooms = await Promise.all(
      wanted.map(
        async ([path, load]) => [/([\w-]+)\.json$/.exec(path)![1]!, await load()] as const,
      ),
    );
    return new Locale(language, flat(Object.fromEntries(rooms)));
  } catch {
    return new Locale("en");
  }
}
