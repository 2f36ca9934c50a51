/** Makes tables of phrases of a language's lists. */
import { phraseList, type ValueRow } from "./languageTables.js";
import { numberWord, type NumberWord } from "./numberWord.js";
import { expandPhrase, PhraseTable } from "./phraseTable.js";
import { SourceText } from "./sourceText.js";
import { cutTokens } from "./textTokens.js";

/** Returns the words with which the phrases of some tables begin. */
export function firstWordsOf(
  tables: readonly { readonly firstWords: Iterable<string> }[],
): Set<string> {
  return new Set(tables.flatMap(({ firstWords }) => [...firstWords]));
}

export function valueWords(
  role: NumberWord["role"],
  rows: readonly ValueRow[] = [],
): [string, NumberWord][] {
  return rows.flatMap(([value, phrase]) =>
    plainPhrases(phrase).map((each): [string, NumberWord] => [each, numberWord(role, value)]),
  );
}

export function valueTable(rows: readonly ValueRow[] = []): PhraseTable<number> {
  return new PhraseTable(
    rows.flatMap(([value, phrase]) => plainPhrases(phrase).map((each) => [each, value] as const)),
  );
}

export function percentTable(
  plain: readonly string[] = [],
  scaled: readonly ValueRow[] = [],
): PhraseTable<number> {
  return valueTable([...plain.map((phrase): ValueRow => [1, phrase]), ...scaled]);
}

export function listTable(phrases: readonly string[]): PhraseTable<true> {
  return new PhraseTable(
    phrases.flatMap(plainPhrases).map((phrase): [string, true] => [phrase, true]),
  );
}

export function namedTable<T extends string>(
  table: object | undefined,
  names: readonly T[],
  ending = "",
): PhraseTable<T> {
  return new PhraseTable(namedRows(table, names, ending));
}

export function namedRows<T extends string>(
  table: object | undefined,
  names: readonly T[],
  ending: string,
): [string, T][] {
  return names.flatMap((name) =>
    phraseList(table, name + ending)
      .flatMap(plainPhrases)
      .map((phrase): [string, T] => [phrase, name]),
  );
}

/** Returns the phrases of a template as the plain words of their tokens. */
export function plainPhrases(template: string): string[] {
  return expandPhrase(template).map((phrase) =>
    cutTokens(new SourceText(phrase))
      .map(({ key }) => key)
      .join("")
      .trim(),
  );
}
