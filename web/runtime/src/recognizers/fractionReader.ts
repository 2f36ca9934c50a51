/** Reads fractions in words: three fifths, a quarter, half, one out of three. */
import type { CardinalReader, ReadCardinal } from "./cardinalReader.js";
import { sumOf, type Terms } from "./cardinalTerms.js";
import type { DigitNumbers } from "./digitNumbers.js";
import type { LanguagePack } from "./languagePack.js";
import { isOne, isTen, numberWord, type NumberWord } from "./numberWord.js";
import type { FoundPhrase } from "./phraseTable.js";
import type { Tokens } from "./textTokens.js";

/** From here on, "and a half" means half of it. */
export const BIG = 1e6;
const SECOND = 2; // as a denominator it is called half
const THOUSAND = 1000;

/** The token after it, and the value. */
type Read = readonly [end: number, value: number];
type Denominator = FoundPhrase<NumberWord>;

/** Reads the fractions of one text that words make. */
export class FractionReader {
  #last: readonly [ReadCardinal, Read | null] | undefined;
  readonly #glue: boolean;
  readonly #tensAbsorbed: boolean;
  readonly #andSplits: boolean;
  readonly #andKeeps: ReadonlySet<number>;

  constructor(
    private readonly tokens: Tokens,
    private readonly pack: LanguagePack,
    private readonly reader: CardinalReader,
    private readonly digits: DigitNumbers,
  ) {
    this.#glue = pack.numbers.glued ?? false;
    this.#tensAbsorbed = pack.numbers.tens_absorbed ?? false;
    this.#andSplits = pack.numbers.and_splits ?? true;
    this.#andKeeps = new Set(pack.numbers.and_keeps);
  }

  /** Returns the end and value of the number where a denominator follows: three fifths. */
  below(cardinal: ReadCardinal): Read | null {
    if (this.#last?.[0] !== cardinal) this.#last = [cardinal, this.#below(cardinal)];
    return this.#last[1]; // asked for twice in a row
  }

  #below(cardinal: ReadCardinal): Read | null {
    const { end } = cardinal;
    const mark = this.pack.words("reversed_over").longest(this.tokens, end);
    if (mark) {
      const minus = this.pack.words("negative").longest(this.tokens, mark[0]);
      const above = cardinal.value > 0 ? this.reader.read(minus?.[0] ?? mark[0]) : null;
      return above && [above.end, (minus ? -above.value : above.value) / cardinal.value];
    }
    const at = this.tokens[end]?.plain === "-" ? end + 1 : end;
    const inDigits = this.tokens[end - 1]!.kind === "digits";
    const half = this.pack.fractionsAfter.longest(this.tokens, at);
    if (half && cardinal.value === 1 && !inDigits) return half;
    const more = half && !inDigits ? this.#andAHalf(cardinal, half) : null;
    if (more) return more;
    let found = this.#denominator(at);
    if (found && inDigits) {
      found = found[1].value < (this.pack.numbers.digits_over ?? BIG) ? found : null;
    } else if (!found && !inDigits) {
      found = this.#ordinalDenominator(at, cardinal.value);
    }
    return found && this.#divide(cardinal.terms, at, found);
  }

  /** Returns the sum where a number ends with "and one" of a half: a milliard and one half. */
  #andAHalf({ terms }: ReadCardinal, [end, half]: Read): Read | null {
    const [others, last] = [terms.slice(0, -1), terms.at(-1)!];
    const before = others.at(-1);
    if (!before || !last.joined || last.value !== 1) return null;
    const grown = this.multiplier(end);
    const whole = sumOf(others);
    if (grown) return [grown[0], whole + half * grown[1]];
    return [end, whole + half * (before.scale >= BIG ? before.scale : 1)];
  }

  /** Returns a fraction without a whole: a quarter, two thirds, half, 3/4. */
  pure(at: number): Read | null {
    const { tokens, pack } = this;
    const found = pack.fractionsAfter.longest(tokens, at);
    if (found) return found;
    const ratio = at < tokens.length ? this.digits.ratio(at) : null;
    if (ratio) return ratio.value < 1 ? [ratio.end, ratio.value] : null;
    const cardinal = this.reader.read(at);
    const below = cardinal && this.below(cardinal);
    if (below) return below[1] < cardinal.value || cardinal.value === 1 ? below : null;
    const article = pack.words("articles").longest(tokens, at);
    return article && this.#part(article[0]);
  }

  /** Returns what multiplies a fraction: the token after [of a] million, a dozen; dozen? */
  multiplier(start: number): readonly [end: number, value: number, dozen: boolean] | null {
    const { tokens, pack } = this;
    const first = tokens[start]?.plain === "-" ? start + 1 : start;
    const of = pack.words("of").longest(tokens, first);
    const at = of?.[0] ?? first;
    const article = pack.words("articles").longest(tokens, at);
    const word = pack.cardinals.longest(tokens, article?.[0] ?? at);
    if (!word || word[1].role === "base") return null;
    const dozen = word[1].role === "dozen";
    if (of && !dozen && word[1].value < BIG) return null;
    return [word[0], word[1].value, dozen];
  }

  /** Returns one part of a whole, after its article: [a] fifth. */
  #part(at: number): Read | null {
    const found = this.pack.fractionsAfter.longest(this.tokens, at);
    if (found) return found;
    const below = this.pack.denominators.longest(this.tokens, at);
    if (below) return [below[0], 1 / below[1].value];
    const ordinal = this.reader.read(at, true);
    return ordinal && ordinal.value > SECOND ? [ordinal.end, 1 / ordinal.value] : null;
  }

  #denominator(at: number): Denominator | null {
    return (
      this.#marked(at) ??
      this.#plain(at) ??
      (this.#glue ? this.#glued(at) : null) ??
      (this.#tensAbsorbed ? this.#twoWords(at) : null)
    );
  }

  #plain(at: number): Denominator | null {
    return (
      this.pack.denominators.longest(this.tokens, at) ??
      this.pack.denominatorsJoined.longest(this.tokens, at)
    );
  }

  /** Returns a denominator that a cardinal and a word make: onze avos. */
  #marked(at: number): Denominator | null {
    const marks = this.pack.words("denominator_mark");
    const cardinal = marks.isEmpty ? null : this.reader.read(at);
    const mark = cardinal && marks.longest(this.tokens, cardinal.end);
    return mark && [mark[0], numberWord("base", cardinal.value, true)];
  }

  #glued(at: number): Denominator | null {
    const token = this.tokens[at];
    if (token?.kind !== "word") return null;
    const parts = this.reader.glued.split(token.plain, "denominator");
    if (!parts) return null;
    let total = 0;
    let group = 0;
    for (const { role, value } of parts) {
      if (role === "base") {
        group += value;
        continue;
      }
      group = (group || 1) * value;
      if (value >= THOUSAND) [total, group] = [total + group, 0];
    }
    return [at + 1, numberWord("base", total + group, true)];
  }

  /** Returns a denominator of two words: twenty-firsts. */
  #twoWords(at: number): Denominator | null {
    const tens = this.pack.cardinals.longest(this.tokens, at);
    if (!tens || !isTen(tens[1])) return null;
    const dash = this.tokens[tens[0]]?.plain === "-";
    const ones = this.#plain(dash ? tens[0] + 1 : tens[0]);
    if (!ones || !isOne(ones[1])) return null;
    return [ones[0], numberWord("base", tens[1].value + ones[1].value, true)];
  }

  /** Returns an ordinal that is a denominator: one fifth; in some languages deux cinquième. */
  #ordinalDenominator(at: number, above: number): Denominator | null {
    if (above !== 1 && !this.pack.numbers.ordinal_denominators) return null;
    const ordinal = this.reader.read(at, true);
    if (!ordinal || ordinal.value <= SECOND) return null;
    return [ordinal.end, numberWord("base", ordinal.value, true)];
  }

  /** Returns the end and value of the terms over a denominator. */
  #divide(all: Terms, at: number, [end, below]: Denominator): Read | null {
    let terms = all;
    let { value } = below;
    let [whole, scale] = [0, 1];
    const cut = all.findLastIndex(({ joined }, place) => joined && place > 0);
    if (cut > 0 && this.#andSplits && !this.#andKeeps.has(sumOf(all.slice(cut)))) {
      [whole, scale] = [sumOf(all.slice(0, cut)), all[cut - 1]!.scale];
      terms = all.slice(cut);
    }
    let isAlone = this.pack.denominatorsJoined.longest(this.tokens, at) !== null;
    const last = terms.at(-1)!;
    const absorbs = this.#tensAbsorbed && terms.length > 1 && isOne(below) && last.scale === 1;
    if (absorbs && isTen(numberWord("base", last.value))) {
      value += last.value;
      terms = terms.slice(0, -1);
      isAlone = false;
    }
    if (isAlone || value < 1) return null; // "two seconds"
    const part = sumOf(terms) / value;
    return [end, whole + part * (scale >= BIG ? scale : 1)]; // two million and one half
  }
}
