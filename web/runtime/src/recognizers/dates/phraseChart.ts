/** Reads a text by a grammar: what each slot can be at each token, computed once. */
import type { Tokens } from "../textTokens.js";
import type { ReadingSteps } from "../readingSteps.js";
import { NUMBER, type FollowTable, type NextUnits } from "./followTable.js";
import { spellings } from "./numberHints.js";
import type { AliasState, PatternState, SlotStep } from "./phrasePattern.js";

const MOST_KEYS = 5_000; // pairs of words whose slots a state remembers

/** Labels of slots with their values, from left to right. */
export type Captures<T> = readonly (readonly [label: string, value: T])[];

/** What a slot can be: the token after it, and its value. */
export type FoundSlot<T> = readonly [end: number, value: T];

/** The words with which a slot can begin, and whether a number can. */
export type FirstWords = readonly [words: ReadonlySet<string>, numbers: boolean];

/** The slots of a language. */
export interface PhraseGrammar {
  /** The first state of each slot. */
  readonly roots: ReadonlyMap<string, PatternState>;
  readonly firsts: ReadonlyMap<string, FirstWords>;
  /** What may follow those. */
  readonly follow: FollowTable;
  /** The words of all patterns. */
  readonly vocabulary: ReadonlySet<string>;
  /** Lists of words that must stand right before or after a phrase. */
  readonly near: ReadonlyMap<string, ReadonlySet<string>>;
  /** The slots that others are, as they are. */
  readonly aliases: ReadonlyMap<string, AliasState>;
}

/** What a chart knows of a grammar and a text. */
export interface ChartParts<T> {
  readonly tokens: Tokens;
  readonly grammar: PhraseGrammar;
  /** Slots that no pattern describes: each returns ends and values at a token. */
  readonly natives: Readonly<Record<string, (at: number) => readonly FoundSlot<T>[]>>;
  /** Makes the value of a rule from its slots; null where they do not fit together. */
  readonly act: (rule: number, captures: Captures<T>) => T | null;
  /** Says whether a number begins at a token. */
  readonly isNumeric: (at: number) => boolean;
  /** Counts the places in patterns that are looked at. */
  readonly steps: ReadingSteps;
}

type Place<T> = readonly [state: PatternState, at: number, captures: Captures<T>];
type Done<T> = readonly [rule: number, captures: Captures<T>];

/**
 * What the slots of a grammar are at the tokens of one text.
 *
 * Each slot is read at most once at each token, and the grammar has no circles, so the time grows with
 * the text's length alone.
 */
export class PhraseChart<T> {
  readonly #parts: ChartParts<T>;
  readonly #grammar: PhraseGrammar;
  readonly #keys: (string | undefined)[];
  readonly #ends: (ReadonlySet<number> | undefined)[];
  readonly #read: Map<string, readonly FoundSlot<T>[]>[];

  constructor(parts: ChartParts<T>) {
    this.#parts = parts;
    this.#grammar = parts.grammar;
    this.#keys = new Array<string | undefined>(parts.tokens.length);
    this.#ends = new Array<ReadonlySet<number> | undefined>(parts.tokens.length);
    this.#read = parts.tokens.map(() => new Map<string, readonly FoundSlot<T>[]>());
  }

  /** Says whether the first two words or numbers of a slot stand at a token. */
  mayBegin(slot: string, at: number): boolean {
    this.#key(at); // which reads the same numbers, whether or not an earlier text had these words
    const { firsts, follow } = this.#grammar;
    const { tokens, isNumeric } = this.#parts;
    const [words, numbers] = firsts.get(slot)!;
    const { plain } = tokens[at]!;
    if (words.has(plain) && this.#mayFollow(follow.after(slot, plain), at + 1)) return true;
    if (!numbers || !isNumeric(at)) return false;
    const units = follow.after(slot, NUMBER);
    return units.ends || [...this.#numberEnds(at)].some((end) => this.#mayFollow(units, end));
  }

  #mayFollow({ words, numbers, ends }: NextUnits, at: number): boolean {
    const token = this.#parts.tokens[at];
    if (ends || !token) return ends;
    return words.has(token.plain) || (numbers && this.#parts.isNumeric(at));
  }

  /** Returns the tokens at which a number may end that begins at a token. */
  #numberEnds(at: number): ReadonlySet<number> {
    const names = Object.keys(this.#parts.natives);
    return (this.#ends[at] ??= new Set(
      names.flatMap((name) => this.at(name, at).map(([end]) => end)),
    ));
  }

  /**
   * Returns what a slot can be at a token. The longest comes first; of several rules with the same end
   * the first that fits counts.
   */
  at(slot: string, at: number): readonly FoundSlot<T>[] {
    const read = this.#read[at]!;
    let found = read.get(slot);
    if (!found) {
      found = this.#readSlot(slot, at);
      read.set(slot, found);
    }
    return found;
  }

  #readSlot(slot: string, at: number): readonly FoundSlot<T>[] {
    const native = this.#parts.natives[slot];
    if (native) return native(at);
    const { aliases, roots } = this.#grammar;
    const others = aliases.get(slot);
    return others ? this.#merge(others, at) : this.#walk(roots.get(slot)!, at);
  }

  /** Lets go of what was read at some tokens, behind which the reader is. */
  forget(start: number, end: number): void {
    for (let at = start; at < end; at++) this.#read[at]!.clear();
  }

  /** Returns what one of several slots can be; of two with the same end the first counts. */
  #merge(alias: AliasState, at: number): FoundSlot<T>[] {
    const ends = new Map<number, T>();
    const key = this.#key(at);
    let likely = alias.likely.get(key);
    if (!likely) {
      likely = alias.slots.filter((slot) => this.mayBegin(slot, at));
      if (alias.likely.size < MOST_KEYS) alias.likely.set(key, likely);
    }
    for (const slot of likely) {
      for (const [end, value] of this.at(slot, at)) if (!ends.has(end)) ends.set(end, value);
    }
    return [...ends].sort(([one], [other]) => other - one);
  }

  /** Returns a key for all that `mayBegin` looks at: two words, and what follows numbers. */
  #key(at: number): string {
    return (this.#keys[at] ??= this.#makeKey(at));
  }

  #makeKey(at: number): string {
    const { plain } = this.#parts.tokens[at]!;
    const first = this.#grammar.vocabulary.has(plain) ? plain : "";
    const key = `${first} ${this.#wordKey(at + 1)}`;
    if (!this.#parts.isNumeric(at)) return key;
    const behind = [...this.#numberEnds(at)].map((end) => this.#wordKey(end)).sort();
    return [key, ...behind].join(" ");
  }

  #wordKey(at: number): string {
    const token = this.#parts.tokens[at];
    if (!token) return "$";
    const known = this.#grammar.vocabulary.has(token.plain) ? token.plain : "";
    return this.#parts.isNumeric(at) ? `${known}#` : known;
  }

  /** Returns the slots after a state that can begin at a token. */
  #likely(state: PatternState, at: number): readonly SlotStep[] {
    const key = this.#key(at);
    let found = state.likely.get(key);
    if (!found) {
      found = state.slots.filter(([slot]) => this.mayBegin(slot, at));
      if (state.likely.size < MOST_KEYS) state.likely.set(key, found);
    }
    return found;
  }

  #walk(root: PatternState, start: number): FoundSlot<T>[] {
    const { tokens, steps } = this.#parts;
    const ends = new Map<number, Done<T>[]>();
    const places: Place<T>[] = [[root, start, []]];
    for (let place = places.pop(); place; place = places.pop()) {
      const [state, at, captures] = place;
      steps.take();
      if (state.done.length) {
        const done = ends.get(at) ?? [];
        ends.set(at, done);
        for (const rule of state.done) done.push([rule, captures]);
      }
      for (const [name, after] of state.near) {
        if (this.#isBeside(name, at)) places.push([after, at, captures]);
      }
      if (at >= tokens.length) continue;
      for (const after of state.words.get(tokens[at]!.plain) ?? []) {
        places.push([after, at + 1, captures]);
      }
      if (state.slots.length) this.#pushSlots(places, place);
    }
    const found: FoundSlot<T>[] = [];
    for (const end of [...ends.keys()].sort((one, other) => other - one)) {
      const value = this.#firstFit(ends.get(end)!);
      if (value !== null) found.push([end, value]);
    }
    return found;
  }

  /** Says whether a word of a list stands before a token (<), or there (>). */
  #isBeside(slot: string, at: number): boolean {
    const { tokens } = this.#parts;
    const token = tokens[at];
    if (slot === ">glue") return token !== undefined && !token.gap;
    if (slot === ">!glue") return token?.gap ?? true;
    if (slot === ">!digit") return token?.kind !== "digits";
    const beside = tokens[slot.startsWith("<") ? at - 1 : at];
    const words = this.#grammar.near.get(slot.replace(/^[<>!]+/, ""));
    const isThere = !!words && !!beside && spellings(beside).some((word) => words.has(word));
    return isThere !== (slot[1] === "!");
  }

  /** Adds the states behind each slot that can stand at a token. */
  #pushSlots(places: Place<T>[], [state, at, captures]: Place<T>): void {
    for (const [slot, label, after] of this.#likely(state, at)) {
      for (const [end, value] of this.at(slot, at)) {
        if (after.done.length || after.near.length || this.#goesOn(after, end)) {
          places.push([after, end, [...captures, [label, value]]]);
        }
      }
    }
  }

  /** Says whether anything that may follow a state begins at a token. */
  #goesOn(state: PatternState, at: number): boolean {
    const token = this.#parts.tokens[at];
    return !!token && (state.words.has(token.plain) || this.#likely(state, at).length > 0);
  }

  #firstFit(done: Done<T>[]): T | null {
    for (const [rule, captures] of done.sort((one, other) => one[0] - other[0])) {
      const value = this.#parts.act(rule, captures);
      if (value !== null) return value;
    }
    return null;
  }
}
