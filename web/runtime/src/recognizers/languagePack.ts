/** What is known of a language: its tables, each made when it is first used. */
import answers from "../../../../contract/text/answers.json" with { type: "json" };
import type { TextToken } from "./textTokens.js";
import {
  phraseList,
  type LanguageTables,
  type NumberTables,
  type PackTables,
  type PhraseLists,
} from "./languageTables.js";
import { numberWord, type NumberWord } from "./numberWord.js";
import {
  firstWordsOf,
  listTable,
  namedRows,
  namedTable,
  percentTable,
  plainPhrases,
  valueTable,
  valueWords,
} from "./packPhrases.js";
import { expandPhrase, PhraseTable } from "./phraseTable.js";
import type { DateReader } from "./dates/dateFinder.js";
import { UnitTables } from "./unitTables.js";

/** What a phrase before or after a bound of a range says. */
export type Comparison = "more" | "less" | "at_least" | "at_most" | "equal";

/** A place beside another: its distance, and from where it counts. */
export type RelativePlace = readonly [offset: number, base: string];

/**
 * Phrases that say yes or no. Others say yes where they have their accent, as the Spanish si is if: without
 * it `yes_apart` must stand between signs, and `yes_leading` behind one.
 */
const ANSWERS = ["yes", "no", "yes_apart", "yes_leading"] as const;
/** What such a phrase says. */
export type Answer = (typeof ANSWERS)[number];

/** The tables of one language. */
export class LanguagePack {
  readonly tables: PackTables;
  readonly numbers: NumberTables;
  readonly spaced: boolean;
  readonly unjoined: boolean;
  readonly decimal: string;
  readonly group: string;
  readonly #made = new Map<string, unknown>();
  readonly #units: LanguageTables["units"];
  /** Reads the language's dates and times; null until it was loaded. */
  dates: DateReader | null = null;

  constructor({ pack, units }: LanguageTables) {
    this.tables = pack;
    this.#units = units;
    this.numbers = pack.numbers ?? {};
    this.spaced = pack.spaced ?? true;
    this.unjoined = pack.ranges?.unjoined ?? false;
    this.decimal = this.numbers.decimal ?? ".";
    this.group = this.numbers.group ?? ",";
  }

  /** The units of the language. */
  get units(): UnitTables {
    return this.#once("units", () => new UnitTables(this.#units));
  }

  /** The plain words with which a number may begin, beside those that are glued. */
  get #numberWords(): ReadonlySet<string> {
    return this.#once("number words", () =>
      firstWordsOf([
        ...[this.cardinals, this.fractionsAlone, this.fractionsAfter],
        ...["articles", "negative", "not_numbers"].map((name) => this.words(name)),
      ]),
    );
  }

  /** The plain words with which an ordinal may begin, beside those of numbers. */
  get ordinalWords(): ReadonlySet<string> {
    const counted = this.numbers.counted_from_end ?? [];
    return this.#once("ordinal words", () =>
      firstWordsOf([
        ...[this.ordinals, this.relativeOrdinals, this.words("ordinal_before")],
        ...counted.map(([before]) => this.phrase(before)),
      ]),
    );
  }

  /** Says whether a cardinal may begin at a token: most tokens of a text are other words. */
  isNumberWord({ kind, plain }: TextToken): boolean {
    if (kind === "digits" || this.#numberWords.has(plain)) return true;
    if (!this.numbers.glued || kind !== "word") return false;
    return this.gluedLetters.has(plain[0]!);
  }

  /** Says whether a number may begin at a token, with its sign or its decimal point. */
  mayBeginNumber(token: TextToken): boolean {
    if (this.isNumberWord(token)) return true;
    const isSign = token.plain === "-" || token.plain === this.decimal;
    return token.kind === "symbol" && (isSign || token.raw > "\x7f");
  }

  /** The words with which a number or an ordinal begins. */
  get numberLetters(): ReadonlySet<string> {
    return this.#once("number letters", () =>
      firstWordsOf([
        ...[this.cardinals, this.ordinals, this.fractionsAlone],
        ...[this.words("articles"), this.words("ordinal_before")],
      ]),
    );
  }

  /** The words of cardinal numbers. */
  get cardinals(): PhraseTable<NumberWord> {
    return this.#once("cardinals", () => new PhraseTable(this.#cardinals()));
  }

  /** The words that end ordinal numbers: third, hundredth. */
  get ordinals(): PhraseTable<NumberWord> {
    return this.#once("ordinals", () => new PhraseTable(this.#ordinals("ordinals")));
  }

  /** The words below a fraction's line: half, fifths. */
  get denominators(): PhraseTable<NumberWord> {
    return this.#once("denominators", () => new PhraseTable(this.#ordinals("denominators")));
  }

  /** Those that are none without tens before them: twenty-seconds, not seconds. */
  get denominatorsJoined(): PhraseTable<NumberWord> {
    const name = "denominators_joined";
    return this.#once(name, () => new PhraseTable(this.#ordinals(name)));
  }

  /** The parts of numbers that are written as one word: zwei-und-zwanzig. */
  get glued(): ReadonlyMap<string, NumberWord | "and"> {
    return this.#once("glued", () => {
      const parts = new Map<string, NumberWord | "and">();
      for (const name of this.numbers.glue_joints ?? []) parts.set(name, "and");
      for (const [phrase, word] of [
        ...valueWords("base", this.numbers.glue_base),
        ...this.#cardinals(),
      ]) {
        const fits = !/[ -]/.test(phrase) && word.role !== "dozen";
        if (fits && !parts.has(phrase)) parts.set(phrase, word);
      }
      return parts;
    });
  }

  /** The length of the longest part of a glued number. */
  get longestPart(): number {
    return this.#once("longest part", () =>
      Math.max(0, ...[...this.glued.keys()].map((part) => part.length)),
    );
  }

  /** The letters with which a glued number begins. */
  get gluedLetters(): ReadonlySet<string> {
    return this.#once(
      "glued letters",
      () => new Set([...this.glued.keys()].map((part) => part[0]!)),
    );
  }

  /** The last parts of ordinal numbers that are written as one word. */
  get gluedEnds(): ReadonlyMap<string, NumberWord> {
    return this.#once(
      "glued ends",
      () => new Map(this.#ordinals("ordinals").filter(([phrase]) => !phrase.includes(" "))),
    );
  }

  /** The last parts of denominators that are written as one word. */
  get gluedDenominators(): ReadonlyMap<string, NumberWord> {
    return this.#once("glued denominators", () => new Map(this.#ordinals("denominators")));
  }

  /** Words that are a fraction on their own: half. */
  get fractionsAlone(): PhraseTable<number> {
    return this.#once("fractions_alone", () => valueTable(this.numbers.fractions_alone));
  }

  /** Words that are a fraction after a number, an article, or before a multiplier. */
  get fractionsAfter(): PhraseTable<number> {
    return this.#once("fractions_after", () => valueTable(this.numbers.fractions_after));
  }

  /** Short multipliers after digits: k. With a star, in any case of letters. */
  get suffixes(): ReadonlyMap<string, number> {
    return this.#once(
      "suffixes",
      () => new Map((this.numbers.suffixes ?? []).map(([value, name]) => [name, value])),
    );
  }

  /** Phrases after the number of a percentage, and how many percents one of it is. */
  get percentsAfter(): PhraseTable<number> {
    const { percent_after: plain, percent_after_scaled: scaled } = this.numbers;
    return this.#once("percent_after", () => percentTable(plain, scaled));
  }

  /** Phrases before the number of a percentage, and how many percents one of it is. */
  get percentsBefore(): PhraseTable<number> {
    const { percent_before: plain, percent_before_scaled: scaled } = this.numbers;
    return this.#once("percent_before", () => percentTable(plain, scaled));
  }

  /** What stands after the digits of an ordinal: th. */
  get ordinalSuffixes(): ReadonlySet<string> {
    return this.#once("ordinal_suffixes", () => {
      const phrases = (this.numbers.ordinal_suffixes ?? []).flatMap(expandPhrase);
      return new Set(phrases.map((each) => each.toLowerCase()));
    });
  }

  /** Phrases for a place beside another. */
  get relativeOrdinals(): PhraseTable<RelativePlace> {
    return this.#once("relative_ordinals", () => {
      const rows = this.numbers.relative_ordinals ?? [];
      return new PhraseTable(
        rows.flatMap(([offset, base, phrase]) =>
          plainPhrases(phrase).map((each) => [each, [offset, base] as const] as const),
        ),
      );
    });
  }

  /** Phrases before a bound of a range. */
  get comparisons(): PhraseTable<Comparison> {
    const names = ["more", "less", "at_least", "at_most", "equal"] as const;
    return this.#once("comparisons", () => namedTable(this.tables.ranges, names));
  }

  /** Phrases after a bound of a range: at_least, at_most; in some languages all. */
  get comparisonsAfter(): PhraseTable<Comparison> {
    const names = ["at_least", "at_most", "more", "less", "equal"] as const;
    return this.#once("comparisons after", () => namedTable(this.tables.ranges, names, "_after"));
  }

  /** Phrases that say yes or no. */
  get answers(): PhraseTable<Answer> {
    return this.#once("answers", () => {
      const tables: (PhraseLists | undefined)[] = [
        answers as object as PhraseLists,
        this.tables.answers,
      ];
      return new PhraseTable(tables.flatMap((table) => namedRows(table, ANSWERS, "")));
    });
  }

  /** Returns a plain list of phrases of the table of ranges. */
  rangeWords(name: string): PhraseTable<true> {
    return this.#once(`ranges ${name}`, () => listTable(phraseList(this.tables.ranges, name)));
  }

  /** Whether the table of ranges has such a list. */
  hasRangeWords(name: string): boolean {
    return phraseList(this.tables.ranges, name).length > 0;
  }

  /** Returns a plain list of phrases that stands beside the tables. */
  otherWords(name: string): PhraseTable<true> {
    return this.#once(`other ${name}`, () => listTable(phraseList(this.tables, name)));
  }

  /** Returns a plain list of phrases of the number table. */
  words(name: string): PhraseTable<true> {
    return this.#once(`words ${name}`, () => listTable(phraseList(this.numbers, name)));
  }

  /** Returns the table of one template, which may be empty. */
  phrase(template: string): PhraseTable<true> {
    return this.#once(`phrase ${template}`, () => listTable(template ? [template] : []));
  }

  #cardinals(): [string, NumberWord][] {
    const { base, multiplier, dozen } = this.numbers;
    return [
      ...valueWords("base", base),
      ...valueWords("multiplier", multiplier),
      ...valueWords("dozen", dozen),
    ];
  }

  #ordinals(name: "ordinals" | "denominators" | "denominators_joined"): [string, NumberWord][] {
    const multipliers = new Set((this.numbers.multiplier ?? []).map(([value]) => value));
    return (this.numbers[name] ?? []).flatMap(([value, phrase]) => {
      const word = numberWord(multipliers.has(value) ? "multiplier" : "base", value, true);
      return plainPhrases(phrase).map((each): [string, NumberWord] => [each, word]);
    });
  }

  #once<T>(name: string, make: () => T): T {
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name) as T;
  }
}
