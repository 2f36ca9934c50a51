/** Finds the numbers of a text: whole, decimal, fractions and powers, in digits and words. */
import { CardinalReader, type ReadCardinal } from "./cardinalReader.js";
import { DigitNumbers, vulgarFraction } from "./digitNumbers.js";
import { BIG, FractionReader } from "./fractionReader.js";
import type { LanguagePack } from "./languagePack.js";
import { isOne } from "./numberWord.js";
import type { ReadingSteps } from "./readingSteps.js";
import { readNumber, subtypeOf, type ReadNumber } from "./readNumber.js";
import type { Tokens } from "./textTokens.js";

const DASHES = "-\u2212";
const NUMBER_STEPS = 3; // what trying all kinds of numbers at a token counts
const MOST = 1e300; // a larger result is no number
const MOST_DECIMALS = 20; // words after "point"

/** How numbers are read. */
export interface NumberOptions {
  /** Whether letters may follow a number's digits, as units do: `5km`. */
  readonly attached?: boolean;
  /** Whether "one out of three" is one number. */
  readonly ratios?: boolean;
  /** Words that may stand right before digits, as some units do: `USD50`. */
  readonly prefixes?: ReadonlySet<string>;
}

/** The readers of one text's numbers, which remember what they read. */
export class NumberReaders {
  readonly cardinals: CardinalReader;
  readonly digits: DigitNumbers;
  readonly fractions: FractionReader;

  /** @param steps counts what they read. */
  constructor(
    readonly tokens: Tokens,
    readonly pack: LanguagePack,
    steps: ReadingSteps,
  ) {
    this.cardinals = new CardinalReader(tokens, pack, steps);
    this.digits = new DigitNumbers(tokens, pack, this.cardinals.digits);
    this.fractions = new FractionReader(tokens, pack, this.cardinals, this.digits);
  }
}

/** Reads the numbers of one text. */
export class NumberFinder {
  readonly #attached: boolean;
  readonly #ratios: boolean;
  readonly #prefixes: ReadonlySet<string>;
  /** Reads the cardinals of the text. */
  readonly reader: CardinalReader;
  readonly #digits: DigitNumbers;
  readonly #fractions: FractionReader;
  #found: readonly ReadNumber[] | undefined;
  #percentEnds: ReadonlySet<number> | undefined;
  #byStart: ReadonlyMap<number, ReadNumber> | undefined;

  readonly tokens: Tokens;
  readonly pack: LanguagePack;

  /** @param readers the readers of the text's numbers, which several finders may share. */
  constructor(
    readers: NumberReaders,
    { attached = false, ratios = true, prefixes = new Set() }: NumberOptions = {},
  ) {
    this.tokens = readers.tokens;
    this.pack = readers.pack;
    this.#attached = attached;
    this.#ratios = ratios;
    this.#prefixes = prefixes;
    this.reader = readers.cardinals;
    this.#digits = readers.digits;
    this.#fractions = readers.fractions;
  }

  /** All numbers, from left to right, none within another. */
  get found(): readonly ReadNumber[] {
    return (this.#found ??= this.#find());
  }

  /** The numbers by their first token. */
  get byStart(): ReadonlyMap<number, ReadNumber> {
    return (this.#byStart ??= new Map(this.found.map((each) => [each.start, each])));
  }

  #find(): ReadNumber[] {
    const numbers: ReadNumber[] = [];
    for (let at = 0; at < this.tokens.length;) {
      const isBegun = this.pack.mayBeginNumber(this.tokens[at]!);
      const other = isBegun ? this.#otherAt(at) : null;
      const number = isBegun && other === null ? this.at(at) : null;
      if (number) numbers.push(number);
      at = other ?? number?.end ?? at + 1;
    }
    return numbers;
  }

  /** Returns the end of what has words of a number and is none, or null. */
  #otherAt(at: number): number | null {
    const { pack, tokens } = this;
    const other = pack.words("not_numbers").longest(tokens, at);
    return (other ?? pack.percentsBefore.longest(tokens, at))?.[0] ?? this.#approximate(at);
  }

  /** Returns the end of a number that is a guess: the Chinese "two-three-ten", 20 or 30. */
  #approximate(at: number): number | null {
    if (!this.pack.numbers.digit_runs) return null;
    const [low, high, multiplier] = [0, 1, 2].map((each) =>
      this.pack.cardinals.longest(this.tokens, at + each),
    );
    if (!low || !high || multiplier?.[1].role !== "multiplier") return null;
    const isGuess = isOne(low[1]) && isOne(high[1]) && low[1].value + 1 === high[1].value;
    return isGuess ? multiplier[0] : null;
  }

  /** The tokens after "of a hundred parts" and the like, where any number word is a number. */
  get #afterPercent(): ReadonlySet<number> {
    const { percentsBefore } = this.pack;
    return (this.#percentEnds ??= new Set(
      percentsBefore
        .starts(this.tokens)
        .flatMap((at) => percentsBefore.allAt(this.tokens, at).map(([end]) => end)),
    ));
  }

  /** Returns the number that starts at a token, with its sign. */
  at(start: number): ReadNumber | null {
    this.reader.steps.take(NUMBER_STEPS);
    if (this.#isGluedBefore(start)) return null;
    const [at, isNegative] = this.#sign(start);
    if (!isNegative && DASHES.includes(this.tokens[start]!.plain)) return null;
    const number = at < this.tokens.length ? this.#unsigned(at) : null;
    if (!number || !(Math.abs(number.value) < MOST)) return null;
    if (this.tokens[number.end - 1]!.kind === "digits" && this.#lettersFollow(number.end))
      return null;
    return { ...number, start, value: isNegative ? -number.value : number.value };
  }

  /** Says whether a letter or digit stands right before a token. */
  #isGluedBefore(at: number): boolean {
    const token = this.tokens[at]!;
    const before = this.tokens[at - 1];
    if (!before || token.gap || token.kind === "symbol") return false;
    return (
      (before.kind === "word" && !this.#prefixes.has(before.plain)) ||
      before.plain === "_" ||
      (before.kind === "digits" && token.kind !== "alone")
    );
  }

  #lettersFollow(at: number): boolean {
    const token = this.tokens[at];
    if (this.#attached || !token || token.gap) return false;
    return token.kind === "word" || token.plain === "_";
  }

  /** Returns the token after a sign, and whether it is a minus. */
  #sign(start: number): readonly [number, boolean] {
    const { tokens, pack } = this;
    const before = tokens[start - 1];
    if (DASHES.includes(tokens[start]!.plain)) {
      const follows = tokens[start + 1];
      const isNumber = follows && (follows.kind === "digits" || ".,".includes(follows.plain));
      return isNumber && (!before || this.#maySign(start)) ? [start + 1, true] : [start, false];
    }
    const found = pack.words("negative").longest(tokens, start);
    const excluded = pack.numbers.negative_not_after ?? [];
    if (found && !(before && excluded.includes(before.plain))) return [found[0], true];
    return [start, false];
  }

  /** Says whether a dash is a minus after what stands before it. */
  #maySign(at: number): boolean {
    const token = this.tokens[at]!;
    const before = this.tokens[at - 1]!;
    if (before.kind === "symbol") return token.gap || !")-+%".includes(before.plain);
    if (before.kind === "alone" && !this.pack.spaced) {
      return !this.pack.cardinals.longest(this.tokens, at - 1);
    }
    return token.gap && before.kind !== "digits";
  }

  #unsigned(at: number): ReadNumber | null {
    const token = this.tokens[at]!;
    const isPoint = token.kind === "symbol" && token.plain === this.pack.decimal;
    if (token.kind === "digits" || isPoint) {
      const found = this.#digits.read(at);
      if (found || isPoint) return found && this.#grown(found);
    }
    const vulgar = vulgarFraction(token);
    if (vulgar !== null) return readNumber(at, at + 1, vulgar, "fraction");
    const cardinal = this.reader.read(at);
    if (!cardinal) return this.#fractionAlone(at);
    return this.#isOtherWord(cardinal, at) ? null : this.#worded(at, cardinal);
  }

  /** Says whether words for a number mean something else: the one, twenty-first. */
  #isOtherWord(cardinal: ReadCardinal, at: number): boolean {
    const token = this.tokens[at]!;
    const { numbers } = this.pack;
    if (token.kind === "digits" || this.#fractions.below(cardinal)) return false;
    const isSingle = cardinal.end === at + 1 && !this.#afterPercent.has(at);
    if (isSingle && numbers.not_alone?.includes(token.plain)) {
      const more = ["point", "and_fraction"].map((name) => this.pack.words(name));
      return !more.some((words) => words.longest(this.tokens, at + 1));
    }
    if (cardinal.value === 1 && at && !this.#attached) {
      return numbers.one_not_after?.includes(this.tokens[at - 1]!.plain) ?? false;
    }
    const ordinal = this.reader.read(at, true);
    return ordinal !== null && ordinal.end > cardinal.end;
  }

  #worded(at: number, cardinal: ReadCardinal): ReadNumber {
    const below = this.#fractions.below(cardinal);
    if (below) return this.#grown(readNumber(at, ...below, "fraction"));
    const point = this.#afterPoint(cardinal, this.tokens[at]!.kind !== "digits");
    if (point) return this.#grown(readNumber(at, ...point, "decimal"));
    const plain = readNumber(at, cardinal.end, cardinal.value, subtypeOf(cardinal.value));
    return this.#plusFraction(at, cardinal) ?? this.#over(plain) ?? plain;
  }

  /** Returns the sum where "and a half" follows. */
  #plusFraction(at: number, cardinal: ReadCardinal): ReadNumber | null {
    const joint = this.pack.words("and_fraction").longest(this.tokens, cardinal.end);
    const fraction = joint && this.#fractions.pure(joint[0]);
    if (!fraction) return null;
    const [end, value] = fraction;
    const { scale } = cardinal.terms.at(-1)!;
    if (scale < BIG) return this.#grown(readNumber(at, end, cardinal.value + value, "fraction"));
    const grown = this.#fractions.multiplier(end); // a billion and a quarter million
    const total = cardinal.value + value * (grown?.[1] ?? scale);
    return readNumber(at, grown?.[0] ?? end, total, "fraction");
  }

  /** Returns a fraction that no cardinal begins: half, a fifth, a quarter million. */
  #fractionAlone(at: number): ReadNumber | null {
    const { pack, tokens } = this;
    let found: readonly [number, number] | null = pack.fractionsAlone.longest(tokens, at);
    if (!found && pack.words("articles").longest(tokens, at)) {
      found = this.#fractions.pure(at);
    } else if (!found) {
      const after = pack.fractionsAfter.longest(tokens, at);
      found = after && this.#fractions.multiplier(after[0]) ? after : null;
    }
    return found && this.#grown(readNumber(at, ...found, "fraction"));
  }

  /** Returns a number with the multiplier that follows: half a million. */
  #grown(number: ReadNumber): ReadNumber {
    const grown = number.subtype === "power" ? null : this.#fractions.multiplier(number.end);
    if (!grown) return number;
    const [end, factor, dozen] = grown;
    const value = number.value * factor;
    const subtype = number.subtype === "fraction" && !dozen ? "fraction" : subtypeOf(value);
    return readNumber(number.start, end, value, subtype);
  }

  /** Returns a decimal in words: two hundred point seventy-one, nine point nought four. */
  #afterPoint(cardinal: ReadCardinal, spoken: boolean): readonly [number, number] | null {
    const { tokens, pack } = this;
    const point = pack.words("point").longest(tokens, cardinal.end);
    const after = point && this.reader.read(point[0]);
    if (!after || !spoken || tokens[point[0]]!.kind === "digits") return null;
    if (!Number.isInteger(after.value) || this.#fractions.below(after)) return null;
    let at = point[0];
    let digits = "";
    while (digits.length < MOST_DECIMALS) {
      const word = pack.cardinals.longest(tokens, at);
      if (!word || !isOne(word[1])) break;
      digits += Math.trunc(word[1].value);
      at = word[0];
    }
    if (digits.length <= 1 || after.end > at) {
      at = after.end;
      digits = String(BigInt(after.value));
    }
    return [at, cardinal.value + Number(`0.${digits}`)];
  }

  /** Returns a fraction such as "one over three", "one out of three". */
  #over(above: ReadNumber): ReadNumber | null {
    const { tokens, pack } = this;
    const spoken = this.#ratios && tokens[above.start]!.kind !== "digits";
    const allowed: Readonly<Record<string, boolean>> = {
      over: !this.#attached,
      out_of: spoken,
      one_in: this.#ratios && above.value === 1,
    };
    for (const name of Object.keys(allowed).filter((each) => allowed[each])) {
      const found = pack.words(name).longest(tokens, above.end);
      const below = found && this.reader.read(found[0]);
      if (!below || below.value <= 0 || (name !== "over" && above.value >= below.value)) continue;
      if (tokens[below.end - 1]!.kind === "digits" && this.#lettersFollow(below.end)) continue;
      return readNumber(above.start, below.end, above.value / below.value, "fraction", true);
    }
    return null;
  }
}
