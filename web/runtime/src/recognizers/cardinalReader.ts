/** Reads a whole number that is written in words, digits or both: `4 thousand three hundred`. */
import { grown, sumOf, TermRules, type Grown, type Terms } from "./cardinalTerms.js";
import { DigitsReader } from "./digitsReader.js";
import { GluedWords } from "./gluedWords.js";
import type { LanguagePack } from "./languagePack.js";
import { numberWord, type NumberWord } from "./numberWord.js";
import type { PhraseTable } from "./phraseTable.js";
import type { ReadingSteps } from "./readingSteps.js";
import type { Tokens } from "./textTokens.js";

const MOST_WORDS = 60; // tokens of one number; the rest of a longer one is another number
const LONGEST_RUN = 120; // digits that words in a row are
const TEN = 10;
const HUNDRED = 100;
const ONE = numberWord("base", 1);

/** A number that was read. */
export interface ReadCardinal {
  /** The token after it. */
  readonly end: number;
  /** Its summands, the largest first. */
  readonly terms: Terms;
  /** Whether its last word is that of an ordinal. */
  readonly ordinal: boolean;
  /** The sum of the terms. */
  readonly value: number;
}

/** The next words of a number, the token after them, and how they are written. */
interface Words {
  readonly end: number;
  readonly words: readonly NumberWord[];
  readonly digits: boolean;
  readonly ordinal: boolean;
}

/** The digits that words in a row are, and the token of the first. */
interface DigitRun {
  readonly start: number;
  readonly digits: string;
}

/** Reads the numbers of one text, each once. */
export class CardinalReader {
  readonly tokens: Tokens;
  readonly pack: LanguagePack;
  readonly digits: DigitsReader;
  /** Takes apart the numbers that are written as one word. */
  readonly glued: GluedWords;
  readonly #cardinals = new Map<number, ReadCardinal | null>();
  readonly #ordinals = new Map<number, ReadCardinal | null>();
  readonly #runAt = new Map<number, DigitRun>();
  readonly #rules: TermRules;
  readonly #and: PhraseTable<true>;
  readonly #articles: PhraseTable<true>;
  readonly #runs: boolean;
  readonly #tail: boolean;
  readonly #glue: boolean;
  readonly #chain: boolean;

  /** @param steps counts the words that are read. */
  constructor(
    tokens: Tokens,
    pack: LanguagePack,
    readonly steps: ReadingSteps,
  ) {
    this.tokens = tokens;
    this.pack = pack;
    this.digits = new DigitsReader(tokens, pack, steps);
    this.glued = new GluedWords(pack, steps);
    this.#rules = new TermRules(pack);
    this.#and = pack.words("and");
    this.#articles = pack.words("articles");
    this.#runs = pack.numbers.digit_runs ?? false;
    this.#tail = pack.numbers.short_tail ?? false;
    this.#glue = pack.numbers.glued ?? false;
    this.#chain = pack.numbers.ordinals_chain ?? false;
  }

  /**
   * Returns the longest number at a token.
   *
   * @param ordinal whether the number must end with the word of an ordinal.
   */
  read(start: number, ordinal = false): ReadCardinal | null {
    const known = ordinal ? this.#ordinals : this.#cardinals;
    let found = known.get(start);
    if (found === undefined) known.set(start, (found = this.#longest(start, ordinal)));
    return found;
  }

  #longest(start: number, ordinal: boolean): ReadCardinal | null {
    let best: Omit<ReadCardinal, "value"> | null = null;
    let at = start;
    let terms: Terms = [];
    while (at - start < MOST_WORDS) {
      this.steps.take();
      const [next, isOrdinal] = this.#next(at, terms, ordinal);
      if (!next) break;
      at = next.end;
      terms = next.terms;
      if (terms.length && isOrdinal === ordinal) best = { end: at, terms, ordinal };
      if (!next.whole || (isOrdinal && !this.#chain)) break;
    }
    if (!best) return null;
    if (this.#tail && !ordinal) best = { ...best, terms: tailed(best.terms) };
    return { ...best, value: sumOf(best.terms) };
  }

  /** Returns the number with the next words, and whether those are of an ordinal. */
  #next(at: number, terms: Terms, ordinal: boolean): [Grown | null, boolean] {
    const [here, isJoined] = terms.length ? this.#joint(at) : ([at, false] as const);
    const found = here < this.tokens.length ? this.#words(here, terms, ordinal) : null;
    if (!found) return [null, false];
    this.steps.take(found.words.length);
    let sum = grown(terms, at);
    for (const [position, word] of found.words.entries()) {
      const more = this.#rules.grow(sum.terms, word, {
        start: at,
        end: found.end,
        joined: isJoined && position === 0,
        digits: found.digits,
      });
      if (!more || (!more.whole && found.words.length > 1)) return [null, false];
      sum = more;
    }
    return [sum, found.ordinal];
  }

  #words(at: number, terms: Terms, ordinal: boolean): Words | null {
    return (
      this.#digits(at, terms) ??
      this.#worded(at, ordinal) ??
      (terms.length ? null : this.#afterArticle(at, ordinal)) ??
      this.#glued(at, ordinal)
    );
  }

  /** Returns the token where the next word of the number is, and whether "and" came first. */
  #joint(start: number): readonly [number, boolean] {
    const { cardinals } = this.pack;
    const and = this.tokens[start]?.plain === "-" ? null : this.#and.longest(this.tokens, start);
    const at = this.tokens[start]?.plain === "-" ? start + 1 : (and?.[0] ?? start);
    const about = this.pack.words("about").longest(this.tokens, at);
    const follows = about && cardinals.longest(this.tokens, about[0]);
    return [follows?.[1].role === "multiplier" ? about![0] : at, and !== null];
  }

  #digits(at: number, terms: Terms): Words | null {
    const run = !terms.length && this.#runs ? this.#digitRun(at) : null;
    if (run) return run;
    if (terms.at(-1)?.scale === 1) return null;
    const found = this.digits.read(at);
    if (!found || (terms.length && found.value === 0)) return null;
    return wordsTo(found.end, [numberWord("base", found.value)], { digits: true });
  }

  /** Returns a row of words for digits: one-nine-nine-nine, in languages that write so. */
  #digitRun(at: number): Words | null {
    const run = this.#runAt.get(at) ?? this.#readRun(at);
    const digits = run.digits.slice(at - run.start, at - run.start + LONGEST_RUN);
    if (digits.length <= 1) return null;
    const value = numberWord("base", Number(digits));
    return wordsTo(at + digits.length, [value], { digits: true });
  }

  /** Reads the digits of all words that follow, once for all of these. */
  #readRun(start: number): DigitRun {
    const digits: string[] = [];
    let end = start;
    for (; ; end++) {
      const word = this.pack.cardinals.longest(this.tokens, end);
      if (!word || word[0] !== end + 1 || word[1].role !== "base" || word[1].value >= TEN) break;
      digits.push(String(Math.trunc(word[1].value)));
    }
    const run = { start, digits: digits.join("") };
    for (let at = start; at < Math.max(end, start + 1); at++) this.#runAt.set(at, run);
    return run;
  }

  #worded(at: number, ordinal: boolean): Words | null {
    const cardinal = this.pack.cardinals.longest(this.tokens, at);
    const last = ordinal ? this.pack.ordinals.longest(this.tokens, at) : null;
    if (last && (!cardinal || last[0] >= cardinal[0])) {
      return wordsTo(last[0], [last[1]], { ordinal: true });
    }
    return cardinal && wordsTo(cardinal[0], [cardinal[1]]);
  }

  /** Returns a multiplier after an article: a hundred. */
  #afterArticle(at: number, ordinal: boolean): Words | null {
    const article = this.#articles.longest(this.tokens, at);
    const found = article && this.#worded(article[0], ordinal);
    if (!found || found.words[0]!.role === "base") return null;
    return { ...found, words: [ONE, ...found.words] };
  }

  #glued(at: number, ordinal: boolean): Words | null {
    const token = this.tokens[at]!;
    if (!this.#glue || token.kind !== "word") return null;
    const parts = this.glued.split(token.plain, "cardinal");
    if (parts) return wordsTo(at + 1, parts);
    const ends = ordinal ? this.glued.split(token.plain, "ordinal") : null;
    return ends && wordsTo(at + 1, ends, { ordinal: true });
  }
}

function wordsTo(
  end: number,
  words: readonly NumberWord[],
  { digits = false, ordinal = false } = {},
): Words {
  return { end, words, digits, ordinal };
}

/** Lets a last digit count the next lower power of ten, as in the Chinese 2-100-5: 250. */
function tailed(terms: Terms): Terms {
  const last = terms.at(-1)!;
  const before = terms.at(-2);
  if (!before || last.joined || last.digits || last.scale > 1 || last.value >= TEN) return terms;
  if (before.scale < HUNDRED) return terms;
  return [...terms.slice(0, -1), { ...last, value: (last.value * before.scale) / TEN }];
}
