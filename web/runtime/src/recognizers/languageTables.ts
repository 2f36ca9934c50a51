/** The tables of a language: the files of `contract/text/packs` and `contract/text/units`. */

/** A value and the template of the phrases that mean it. */
export type ValueRow = readonly [value: number, phrases: string];

/** What is said of numbers: lists of phrases by their name, and what else `NumberRules` names. */
export interface NumberTables extends NumberRules {
  readonly base?: readonly ValueRow[];
  readonly multiplier?: readonly ValueRow[];
  readonly dozen?: readonly ValueRow[];
  readonly glue_base?: readonly ValueRow[];
  readonly glue_joints?: readonly string[];
  readonly ordinals?: readonly ValueRow[];
  readonly denominators?: readonly ValueRow[];
  readonly denominators_joined?: readonly ValueRow[];
  readonly fractions_alone?: readonly ValueRow[];
  readonly fractions_after?: readonly ValueRow[];
  readonly suffixes?: readonly ValueRow[];
  readonly percent_after?: readonly string[];
  readonly percent_before?: readonly string[];
  readonly percent_after_scaled?: readonly ValueRow[];
  readonly percent_before_scaled?: readonly ValueRow[];
  readonly ordinal_suffixes?: readonly string[];
  readonly percents_said?: readonly (readonly [percents: number, before: string, said: string])[];
  readonly counted_from_end?: readonly (readonly [before: string, after: string, first: number])[];
  readonly relative_ordinals?: readonly (readonly [offset: number, base: string, phrase: string])[];
}

/** The rules of a language's numbers; `cardinalTerms.ts` and others say what each means. */
interface NumberRules {
  readonly decimal?: string;
  readonly group?: string;
  readonly and_keeps?: readonly number[];
  readonly and_splits?: boolean;
  readonly digit_runs?: boolean;
  readonly digits_over?: number;
  readonly glued?: boolean;
  readonly hundred_after_digits?: boolean;
  readonly hundred_below?: number;
  readonly largest_bare?: number;
  readonly negative_not_after?: readonly string[];
  readonly not_alone?: readonly string[];
  readonly one_not_after?: readonly string[];
  readonly ordinal_denominators?: boolean;
  readonly ordinal_point_after?: readonly string[];
  readonly ordinals_chain?: boolean;
  readonly repeated_multipliers?: boolean;
  readonly short_tail?: boolean;
  readonly teens_after?: readonly number[];
  readonly tens_absorbed?: boolean;
  readonly tenths_and_digit?: boolean;
  readonly units_first?: boolean;
}

/** Lists of phrases, by their name. */
export type PhraseLists = Readonly<Record<string, readonly string[] | undefined>>;

/** A language's pack. */
export interface PackTables {
  readonly language: string;
  readonly spaced?: boolean;
  readonly numbers?: NumberTables;
  readonly ranges?: { readonly unjoined?: boolean };
  readonly answers?: PhraseLists;
  readonly no_phone_after_sign?: string;
}

/** A unit's name, and the phrases that mean it, with `|` between them. */
export type UnitRow = readonly [name: string, phrases: string];

/** The units of one kind. */
export interface UnitKindTables {
  readonly after?: readonly UnitRow[];
  readonly before?: readonly UnitRow[];
  readonly codes?: Readonly<Record<string, string>>;
  readonly parts?: Readonly<Record<string, string>>;
}

/** A language's units. */
export interface UnitTablesFile {
  readonly age?: UnitKindTables;
  readonly currency?: UnitKindTables;
  readonly temperature?: UnitKindTables;
  /** By what they measure: Length. */
  readonly dimension?: Readonly<Record<string, readonly UnitRow[]>>;
  readonly feet?: readonly (readonly [whole: string, part: string])[];
}

/** All that is known of a language. */
export interface LanguageTables {
  readonly pack: PackTables;
  readonly units: UnitTablesFile;
}

/** Returns the tables of a language, whose files the tests hold to these forms. */
export function tablesOf(pack: unknown, units: unknown): LanguageTables {
  return { pack: pack as PackTables, units: units as UnitTablesFile };
}

/** Returns a list of phrases of a table by its name; empty where there is none. */
export function phraseList(table: object | undefined, name: string): readonly string[] {
  return (table as PhraseLists | undefined)?.[name] ?? [];
}
