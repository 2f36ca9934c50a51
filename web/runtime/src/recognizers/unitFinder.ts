/** Finds numbers with units: ages, amounts of money, dimensions, temperatures; and units alone. */
import { NumberFinder, NumberReaders } from "./numberFinder.js";
import type { FoundPhrase, PhraseTable } from "./phraseTable.js";
import type { ReadNumber } from "./readNumber.js";
import type { Tokens } from "./textTokens.js";
import { divides, type Unit, type UnitKind, type UnitTables } from "./unitTables.js";

const LONGEST_PREFIX = 4; // tokens
const HUNDRED = 100;
const HALF = 0.5;
const SHORTEST_ALONE = 3; // letters of a unit without a number

/** A number with a unit, or a unit alone. */
export interface ReadQuantity {
  /** Its first token. */
  readonly start: number;
  /** The token after it. */
  readonly end: number;
  /** The number; null where there is none. */
  readonly value: number | null;
  readonly unit: Unit;
  /** Whether two quantities make it: 5 feet 2 inches. */
  readonly summed: boolean;
}

/** Reads the quantities of one kind in a text. */
export class UnitFinder {
  readonly #tokens: Tokens;
  readonly #numbers: NumberFinder;
  readonly #kind: UnitKind;
  readonly #tables: UnitTables;
  readonly #after: PhraseTable<Unit>;
  readonly #before: PhraseTable<Unit>;
  readonly #places: readonly number[];
  readonly #prefixes: ReadonlySet<number>;
  readonly #otherDegrees: ReadonlySet<string>;

  /** @param numbers the text's numbers, read so that letters may follow them. */
  constructor(numbers: NumberFinder, kind: UnitKind) {
    this.#tokens = numbers.tokens;
    this.#numbers = numbers;
    this.#kind = kind;
    this.#tables = numbers.pack.units;
    this.#after = this.#tables.after(kind);
    this.#before = this.#tables.before(kind);
    this.#prefixes = new Set(this.#before.starts(this.#tokens));
    this.#places = this.#after.starts(this.#tokens);
    this.#otherDegrees = this.#tables.degreesOfAnother(kind, this.#tokens);
  }

  /** Returns the quantities, from left to right, none within another. */
  found(): ReadQuantity[] {
    const hasUnits = this.#prefixes.size > 0 || this.#places.length > 0;
    if (!hasUnits) return []; // before the numbers are read
    const quantities = this.#joined(this.#withNumbers());
    const taken = new Uint8Array(this.#tokens.length);
    for (const { start, end } of quantities) taken.fill(1, start, end);
    if (this.#kind !== "age") quantities.push(...this.#alone(taken));
    return quantities.sort((one, other) => one.start - other.start);
  }

  #withNumbers(): ReadQuantity[] {
    const found: ReadQuantity[] = [];
    let taken = 0;
    for (const number of this.#numbers.found) {
      if (number.start < taken) continue;
      const quantity = this.#prefixed(number, taken) ?? this.#suffixed(number);
      if (!quantity) continue;
      found.push(quantity);
      taken = quantity.end;
    }
    return found;
  }

  #prefixed(number: ReadNumber, least: number): ReadQuantity | null {
    const tokens = this.#tokens;
    const first = Math.max(least, number.start - LONGEST_PREFIX);
    for (let start = first; start < number.start; start++) {
      if (!this.#prefixes.has(start)) continue;
      for (const [end, unit] of this.#before.allAt(tokens, start)) {
        const isGlued = !tokens[start]!.gap && tokens[start - 1]?.kind === "word";
        if (end !== number.start || isGlued) continue;
        const closing = this.#tables.closing(this.#kind).longest(tokens, number.end);
        const value = number.value * unit.factor;
        return { start, end: closing?.[0] ?? number.end, value, unit, summed: false };
      }
    }
    return null;
  }

  #suffixed(number: ReadNumber): ReadQuantity | null {
    const tokens = this.#tokens;
    const dash = tokens[number.end];
    const isDashed = dash?.plain === "-" && !dash.gap;
    const connector = isDashed ? null : this.#tables.connectors.longest(tokens, number.end);
    let at = isDashed ? number.end + 1 : (connector?.[0] ?? number.end);
    let found = this.#after.longest(tokens, at);
    let { value } = number;
    const shorter = this.#inLastWord(number, found);
    if (shorter) [at, found, value] = [number.end - 1, shorter.found, shorter.value];
    if (!found || !this.#standsApart(at, found, number.start)) return null;
    const unit = found[1];
    const half = this.#tables.halvesAfter.longest(tokens, found[0]);
    const end = half?.[0] ?? found[0];
    if (half) value += HALF;
    if (this.#otherDegrees.has(unit.name) || this.#isAfterColonOrDash(number.start)) return null;
    value *= unit.factor;
    const more = this.#kind === "currency" ? this.#multiplier(end) : null;
    if (more) value *= more[1];
    return { start: number.start, end: more?.[0] ?? end, value, unit, summed: false };
  }

  /**
   * Returns a unit that begins with the last word of a number, and the number before it.
   *
   * 1 kilo gram is no 1,000 grams, the Chinese 2-tael no 22, and 200 K may be Kelvin.
   */
  #inLastWord(
    number: ReadNumber,
    after: FoundPhrase<Unit> | null,
  ): { readonly found: FoundPhrase<Unit>; readonly value: number } | null {
    const tokens = this.#tokens;
    const last = number.end - 1;
    const found = last > number.start ? this.#after.longest(tokens, last) : null;
    if (!found || found[0] < (after?.[0] ?? 0)) return null;
    if (found[0] === number.end && tokens[last]!.kind !== "alone" && !this.#mayBeKelvin()) {
      return null;
    }
    const words = tokens.slice(number.start, last);
    const { pack, reader } = this.#numbers;
    const readers = new NumberReaders(words, pack, reader.steps);
    const before = new NumberFinder(readers, { attached: true }).at(0);
    return before?.end === words.length ? { found, value: before.value } : null;
  }

  /** Says whether a text of temperatures names two units: then K is one, and no thousand. */
  #mayBeKelvin(): boolean {
    return this.#kind === "temperature" && this.#places.length > 1;
  }

  /** Says whether a number is the end of a time or of a name: 2:00, scp-173. */
  #isAfterColonOrDash(at: number): boolean {
    const [token, mark, before] = [this.#tokens[at]!, this.#tokens[at - 1], this.#tokens[at - 2]];
    if (!mark || !before || token.gap || token.kind !== "digits" || mark.gap) return false;
    const isTime = mark.plain === ":" && before.kind === "digits";
    return isTime || (mark.plain === "-" && this.#isNamed(at - 2));
  }

  #isNamed(at: number): boolean {
    const token = this.#tokens[at]!;
    const isGlued = !token.gap && this.#tokens[at - 1]?.kind === "word";
    return token.kind === "word" || (token.kind === "digits" && isGlued);
  }

  /** Says whether a unit ends where a word does, and is no other word. */
  #standsApart(start: number, [end, unit]: FoundPhrase<Unit>, number: number): boolean {
    const tokens = this.#tokens;
    const last = tokens[end - 1]!;
    const follows = tokens[end]?.gap ? undefined : tokens[end];
    if (follows && last.kind !== "alone" && ["word", "digits"].includes(follows.kind)) {
      return last.kind === "symbol" && follows.kind === "digits" && unit.kind !== "currency";
    }
    const isLetter = last.kind === "word" && lengthOf(last.plain) === 1;
    if (follows?.plain === "-" && isLetter) return false;
    const word = tokens[start]!;
    const isPreposition = end === start + 1 && this.#tables.prepositions.has(word.plain);
    if (!isPreposition || !(word.gap || word.plain === "pm")) return true;
    for (let first = Math.max(0, number - LONGEST_PREFIX); first < number; first++) {
      if (this.#after.allAt(tokens, first).some(([stop]) => stop === number)) return true;
    }
    return false; // 12 ft 2 in
  }

  /** Returns a multiplier after a currency: 75 USD million. */
  #multiplier(at: number): readonly [end: number, value: number] | null {
    const word = this.#numbers.pack.cardinals.longest(this.#tokens, at);
    return word?.[1].role === "multiplier" ? [word[0], word[1].value] : null;
  }

  /** Returns the quantities, those that belong together as one: 5 feet 2 inches. */
  #joined(quantities: readonly ReadQuantity[]): ReadQuantity[] {
    const found: ReadQuantity[] = [];
    let waiting: ReadQuantity | null = null;
    for (const each of quantities) {
      const sum: ReadQuantity | null = waiting && this.#sum(waiting, each);
      if (waiting && !sum) found.push(this.#withRest(waiting));
      waiting = sum ?? each;
    }
    if (waiting) found.push(this.#withRest(waiting));
    return found;
  }

  #sum(first: ReadQuantity, second: ReadQuantity): ReadQuantity | null {
    const joint = this.#tables.joints.longest(this.#tokens, first.end);
    const parts = this.#tables.partsOf(first.unit, second.unit);
    const isNext = (joint?.[0] ?? first.end) === second.start;
    if (!isNext || parts === null || first.value === null || second.value === null) return null;
    return { ...first, end: second.end, value: first.value + second.value / parts, summed: true };
  }

  /** Adds the hundredths that are said without their unit: 15 dollars and 50. */
  #withRest(quantity: ReadQuantity): ReadQuantity {
    const { end, value, unit } = quantity;
    const unitLast = this.#tokens[end - 1]!.kind !== "digits";
    if (value === null || !divides(unit) || !unitLast) return quantity;
    const joint = this.#tables.joints.longest(this.#tokens, end);
    const rest = this.#numbers.byStart.get(joint?.[0] ?? end);
    if (!rest || !this.#areHundredths(rest)) return quantity;
    return { ...quantity, end: rest.end, value: value + rest.value / HUNDRED };
  }

  /** Says whether a number after an amount of money belongs to it. */
  #areHundredths({ start, end, value, subtype }: ReadNumber): boolean {
    const tokens = this.#tokens;
    const follows = tokens[end]?.gap ? undefined : tokens[end];
    if (subtype !== "integer" || value <= 0 || value >= HUNDRED) return false;
    if ("-+".includes(tokens[start]!.plain) || (follows && follows.plain !== ".")) return false;
    return !this.#after.longest(tokens, end) && !this.#tables.isAnyUnit(tokens, end);
  }

  #alone(taken: Uint8Array): ReadQuantity[] {
    const found: ReadQuantity[] = [];
    for (const start of this.#places) {
      if (start < (found.at(-1)?.end ?? 0)) continue;
      const unit = this.#after.longest(this.#tokens, start);
      const isFree = unit && !taken.subarray(start, unit[0]).includes(1);
      if (!isFree || !this.#mayBeAlone(start, unit)) continue;
      found.push({ start, end: unit[0], value: null, unit: unit[1], summed: false });
    }
    return found;
  }

  #mayBeAlone(start: number, [end, unit]: FoundPhrase<Unit>): boolean {
    const tokens = this.#tokens;
    if (this.#otherDegrees.has(unit.name)) return false;
    const phrase = tokens.slice(start, end).map(({ key }) => key);
    const text = phrase.join("").trim();
    const [first, before, follows] = [tokens[start]!, tokens[start - 1], tokens[end]];
    const isGlued = before && !first.gap && ["word", "digits"].includes(before.kind);
    const isWord = first.kind === "word" && lengthOf(text) >= SHORTEST_ALONE;
    const hasLetters = isWord || (first.kind !== "word" && end > start + 1);
    const stands = !follows || follows.gap || ["symbol", "alone"].includes(follows.kind);
    return hasLetters && stands && !isGlued && !this.#tables.notAlone.has(text);
  }
}

/** Returns how many characters a text has. */
function lengthOf(text: string): number {
  return [...text].length;
}
