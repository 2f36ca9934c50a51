/** Dates and times in digits: 2016-11-07, 5/3/18, 22.04., 20161016, 17:49:19, 0730. */
import type { Tokens } from "../textTokens.js";

const DATE_MARKS = "/-.\u2013";
const MONTHS = 12;
const DAYS = 31;
const HOURS = 24;
const MINUTES = 60;
const SHORT_YEAR = 2;
const LONG_YEAR = 4;
const COMPACT = 8;
const FIRST_YEAR = 1500;
const FIRST_LIKELY = 1900;
const LAST_YEAR = 2099;

/** A date in digits; the year null where there is none, with two digits as it stands there. */
export class DigitDate {
  constructor(
    readonly year: number | null,
    readonly month: number,
    readonly day: number,
  ) {}
}

/** A time in digits. */
export class DigitTime {
  /** @param isPadded whether the hour has two digits, of which the first is 0. */
  constructor(
    readonly hour: number,
    readonly minute: number | null,
    readonly second: number | null,
    readonly isPadded: boolean,
  ) {}
}

/** The token after something, and what it is. */
export type FoundDigits = readonly [end: number, value: DigitDate | DigitTime];
type Read = readonly FoundDigits[];

/** Reads the dates and times in digits of one text. */
export class DigitDates {
  /** The slots by their names. */
  readonly slots: Readonly<Record<string, (at: number) => Read>> = {
    ymd: (at) => this.#whole(at),
    md: (at) => this.#short(at, "/"),
    md_dot: (at) => this.#short(at, "."),
    md_dash: (at) => this.#short(at, "-"),
    ym: (at) => this.#month(at),
    hm: (at) => this.#time(at, ":"),
    hm_dot: (at) => this.#time(at, "."),
    hhmm: (at) => this.#run(at),
  };

  /** @param order the order of the language: `mdy`, `dmy` or `ymd`. */
  constructor(
    private readonly tokens: Tokens,
    private readonly order: string,
  ) {}

  /** Returns digits with one of the marks between them: the end, and the digits. */
  #parts(at: number, marks: string, most: number): readonly [end: number, parts: string[]] {
    const parts = [this.tokens[at]!.plain];
    let end = at + 1;
    let mark = "";
    while (parts.length < most) {
      const [sign, digits] = [this.tokens[end], this.tokens[end + 1]];
      if (!sign || !digits || sign.gap || digits.gap || digits.kind !== "digits") break;
      if (!(mark || marks).includes(sign.plain)) break;
      mark = sign.plain;
      parts.push(digits.plain);
      end += 2;
    }
    return [end, parts];
  }

  /** Returns a date with its year: 2016-11-07, 5/3/18, 20161016, 2016 10 16. */
  #whole(at: number): Read {
    const token = this.tokens[at]!;
    if (token.kind !== "digits") return [];
    const { plain } = token;
    if (plain.length === COMPACT) {
      const found = this.#ordered([plain.slice(0, 4), plain.slice(4, 6), plain.slice(6)]);
      const year = Number(plain.slice(0, 4));
      return found && year >= FIRST_YEAR && year <= LAST_YEAR ? [[at + 1, found]] : [];
    }
    let [end, parts] = this.#parts(at, DATE_MARKS, 3);
    if (parts.length === 1) [end, parts] = this.#spaced(at);
    const found = parts.length === 3 ? this.#ordered(parts) : null;
    return found ? [[end, found]] : [];
  }

  /** Returns a year, a month and a day with single spaces between them. */
  #spaced(at: number): [number, string[]] {
    const three = this.tokens.slice(at, at + 3);
    const isSpaced = three.slice(1).every(({ kind, gap }) => kind === "digits" && gap);
    return [at + 3, isSpaced ? three.map(({ plain }) => plain) : []];
  }

  #ordered(parts: readonly string[]): DigitDate | null {
    const [one, two, three] = parts.map(({ length }) => length) as [number, number, number];
    if (Math.max(one, two, three) > LONG_YEAR) return null;
    const [first, second, third] = parts.map(Number) as [number, number, number];
    if (one === LONG_YEAR && Math.max(two, three) <= SHORT_YEAR) {
      return checked(first, second, third) ?? checked(first, third, second);
    }
    if (Math.max(one, two) > SHORT_YEAR || ![SHORT_YEAR, LONG_YEAR].includes(three)) return null;
    if (this.order === "ymd" && three === SHORT_YEAR && one === SHORT_YEAR) {
      return checked(first, second, third);
    }
    const monthFirst = checked(third, first, second);
    const dayFirst = checked(third, second, first);
    return this.order === "mdy" ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
  }

  /** Returns a day and a month: 22/04. */
  #short(at: number, marks: string): Read {
    if (this.tokens[at]!.kind !== "digits") return [];
    const [end, parts] = this.#parts(at, marks, 2);
    if (parts.length !== 2 || parts.some(({ length }) => length > SHORT_YEAR)) return [];
    const [first, second] = parts.map(Number) as [number, number];
    const monthFirst = checked(null, first, second);
    const dayFirst = checked(null, second, first);
    const monthsLead = this.order === "mdy" || this.order === "ymd";
    const found = monthsLead ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
    return found ? [[end, found]] : [];
  }

  /** Returns a month of a year: 12-2015, 2015/3. */
  #month(at: number): Read {
    if (this.tokens[at]!.kind !== "digits") return [];
    const [end, parts] = this.#parts(at, "-/", 2);
    const lengths = parts.map(({ length }) => length);
    if (parts.length !== 2 || Math.max(...lengths) !== LONG_YEAR) return [];
    const [month, year] = parts.map(Number).sort((one, other) => one - other) as [number, number];
    const found = Math.min(...lengths) <= SHORT_YEAR ? checked(year, month, 1) : null;
    return found && year >= FIRST_YEAR && year <= LAST_YEAR ? [[end, found]] : [];
  }

  /** Returns an hour and minutes, with seconds if they are there: 17:49:19. */
  #time(at: number, mark: string): Read {
    const token = this.tokens[at]!;
    if (token.kind !== "digits" || token.plain.length > 2) return [];
    const [end, parts] = this.#parts(at, mark, 3);
    if (parts.length === 1 || parts.slice(1).some(({ length }) => length !== 2)) return [];
    const [hour, minute, second] = parts.map(Number) as [number, number, number?];
    if (hour > HOURS || minute >= MINUTES || (second ?? 0) >= MINUTES) return [];
    const isPadded = parts[0]!.length > 1 && parts[0]!.startsWith("0");
    return [[end, new DigitTime(hour, minute, second ?? null, isPadded)]];
  }

  /** Returns a time of four digits: 0730. */
  #run(at: number): Read {
    const { plain, kind } = this.tokens[at]!;
    if (kind !== "digits" || plain.length !== LONG_YEAR) return [];
    const [hour, minute] = [Number(plain.slice(0, 2)), Number(plain.slice(2))];
    const isYear = Number(plain) >= FIRST_LIKELY && Number(plain) <= LAST_YEAR;
    if (hour >= HOURS || minute >= MINUTES || isYear) return [];
    return [[at + 1, new DigitTime(hour, minute, null, plain.startsWith("0"))]];
  }
}

function checked(year: number | null, month: number, day: number): DigitDate | null {
  const isKnown = month >= 1 && month <= MONTHS && day >= 1 && day <= DAYS;
  return isKnown ? new DigitDate(year, month, day) : null;
}
