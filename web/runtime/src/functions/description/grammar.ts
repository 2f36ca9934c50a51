/** Articles, plurals, counted nouns and lists: a few rules, and tables of their exceptions. */

/** A noun or a noun phrase. */
export interface Noun {
  /** The singular; of a noun without one, the form that it has. */
  readonly noun: string;
  readonly plural: string;
  /** `a` or `an`. */
  readonly article: string;
  /**
   * Null where the noun can be counted; else the measure that it is counted by (`pair`), or the
   * grammar's word for what can't be counted at all.
   */
  readonly measure: string | null;
}

/** A word for more than can be counted surely: `several`, at least 4. */
export interface Amount {
  readonly word: string;
  readonly atLeast: number;
}

/** The rules and tables of `contract/describe/grammar.json`. */
export interface Grammar {
  /** The first letters that take 'an'. */
  readonly anLetters: string;
  /** The same where letters are spelt out, as in 'MP3'. */
  readonly anSpeltLetters: string;
  /** The starts that take 'a' all the same. */
  readonly aStarts: readonly string[];
  /** The starts that take 'an' all the same; they go before `aStarts`. */
  readonly anStarts: readonly string[];
  /** The texts that may follow the word that takes the plural. */
  readonly headEnds: readonly string[];
  /** The plurals of words that follow no rule. */
  readonly pluralWords: ReadonlyMap<string, string>;
  /** Ending, letters to drop, letters to add; the first that fits. */
  readonly pluralEnds: readonly (readonly [end: string, drop: number, add: string])[];
  /** The words for one and for many of a measure. */
  readonly measures: ReadonlyMap<string, readonly [one: string, many: string]>;
  /** The measure of nouns that can't be counted, and the word for any of it. */
  readonly mass: string;
  /** In words, from one. */
  readonly numbers: readonly string[];
  /** The most first. */
  readonly amounts: readonly Amount[];
  /** 'and'. */
  readonly conjunction: string;
  /** The word for an image when nothing in it is known. */
  readonly picture: string;
}

/** Makes a noun of a name by the rules. */
export function nounFrom(name: string, grammar: Grammar): Noun {
  return {
    noun: name,
    plural: plural(name, grammar),
    article: article(name, grammar),
    measure: null,
  };
}

/** Returns 'a' or 'an', by sound: 'an hourglass', 'a unicycle', 'an MP3 player'. */
export function article(name: string, grammar: Grammar): string {
  const letters = /^\p{L}*/u.exec(name)![0];
  if (isUpper(letters)) return grammar.anSpeltLetters.includes(firstOf(name)) ? "an" : "a";
  const start = name.toLowerCase();
  if (grammar.anStarts.some((each) => start.startsWith(each))) return "an";
  if (grammar.aStarts.some((each) => start.startsWith(each))) return "a";
  return grammar.anLetters.includes(firstOf(start)) ? "an" : "a";
}

/** Whether a text is in capitals, as Python's `isupper`: a capital, and neither a small letter nor a title one such as 'ǅ'. */
function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/\p{Lowercase}|\p{Lt}/u.test(text);
}

/** Returns the first character, both halves of a large one; of an empty text nothing. */
function firstOf(text: string): string {
  const [first = ""] = text;
  return first;
}

/** Returns the plural: of the last word, or of the last before an 'of'. */
export function plural(name: string, grammar: Grammar): string {
  const ends = grammar.headEnds.map((each) => name.indexOf(each)).filter((at) => at >= 0);
  const headEnd = Math.min(name.length, ...ends);
  const wordStart = name.slice(0, headEnd).lastIndexOf(" ") + 1;
  const word = name.slice(wordStart, headEnd);
  return name.slice(0, wordStart) + pluralOfWord(word, grammar) + name.slice(headEnd);
}

function pluralOfWord(word: string, grammar: Grammar): string {
  const known = grammar.pluralWords.get(word);
  if (known !== undefined) return known;
  for (const [end, drop, add] of grammar.pluralEnds) {
    if (word.endsWith(end)) return word.slice(0, word.length - drop) + add;
  }
  return word;
}

/** Returns the noun as one: 'an owl', 'a pair of scissors', 'some hay'. */
export function withArticle(noun: Noun, grammar: Grammar): string {
  if (noun.measure === null) return `${noun.article} ${noun.noun}`;
  if (noun.measure === grammar.mass) return `${grammar.mass} ${noun.noun}`;
  const [measure] = grammar.measures.get(noun.measure)!;
  return `${article(measure, grammar)} ${measure} ${noun.noun}`;
}

/** Returns more than one of the noun, after a number or an amount: 'three owls'. */
export function withAmount(noun: Noun, word: string, grammar: Grammar): string {
  if (noun.measure === null) return `${word} ${noun.plural}`;
  if (noun.measure === grammar.mass) return withArticle(noun, grammar);
  return `${word} ${grammar.measures.get(noun.measure)![1]} ${noun.plural}`;
}

/** Returns so many of the noun; the count is at most the length of `numbers`. */
export function withCount(noun: Noun, count: number, grammar: Grammar): string {
  return count === 1
    ? withArticle(noun, grammar)
    : withAmount(noun, grammar.numbers[count - 1]!, grammar);
}

/**
 * Returns the items as a list: 'a, b and c'.
 * @param items - at least one.
 * @param commas - whether commas separate all items ('a, b, and c'), where items have parts: 'a
 *   person on a horse, and a dog' is not a person on both.
 */
export function listOf(items: readonly string[], grammar: Grammar, commas = false): string {
  const last = items[items.length - 1]!;
  if (items.length === 1) return last;
  return `${items.slice(0, -1).join(", ")}${commas ? "," : ""} ${grammar.conjunction} ${last}`;
}
