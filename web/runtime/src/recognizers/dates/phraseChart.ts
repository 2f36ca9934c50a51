/** Reads a text by a grammar: what each slot can be at each token, computed once. */
import type { Tokens } from "../textTokens.js";
import { spellings } from "./numberHints.js";
import type { PatternState, SlotStep } from "./phrasePattern.js";

const MOST_KEYS = 5_000; // words whose slots a state remembers

/** Labels of slots with their values, from left to right. */
export type Captures<T> = readonly (readonly [label: string, value: T])[];

/** What a slot can be: the token after it, and its value. */
export type FoundSlot<T> = readonly [end: number, value: T];

/** The words with which a slot can begin, and whether a number can. */
export type FirstWords = readonly [words: ReadonlySet<string>, numbers: boolean];

/** What a chart knows of a grammar and a text. */
export interface ChartParts<T> {
  readonly tokens: Tokens;
  /** The first state of each slot. */
  readonly roots: ReadonlyMap<string, PatternState>;
  readonly firsts: ReadonlyMap<string, FirstWords>;
  /** Slots that no pattern describes: each returns ends and values at a token. */
  readonly natives: Readonly<Record<string, (at: number) => readonly FoundSlot<T>[]>>;
  /** Makes the value of a rule from its slots; null where they do not fit together. */
  readonly act: (rule: number, captures: Captures<T>) => T | null;
  /** Says whether a number may begin at a token. */
  readonly isNumeric: (at: number) => boolean;
  /** Lists of words that must stand right before or after a phrase. */
  readonly near: ReadonlyMap<string, ReadonlySet<string>>;
  /** The slots that others are, as they are. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
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
  readonly #keys: (string | undefined)[];
  readonly #read: Map<string, readonly FoundSlot<T>[]>[];

  constructor(parts: ChartParts<T>) {
    this.#parts = parts;
    this.#keys = new Array<string | undefined>(parts.tokens.length);
    this.#read = parts.tokens.map(() => new Map<string, readonly FoundSlot<T>[]>());
  }

  /** Says whether a slot's first word stands at a token. */
  mayBegin(slot: string, at: number): boolean {
    const { firsts, tokens, isNumeric } = this.#parts;
    const [words, numbers] = firsts.get(slot)!;
    return words.has(tokens[at]!.plain) || (numbers && isNumeric(at));
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
    const { natives, aliases, roots } = this.#parts;
    const native = natives[slot];
    if (native) return native(at);
    const others = aliases.get(slot);
    return others ? this.#merge(others, at) : this.#walk(roots.get(slot)!, at);
  }

  /** Lets go of what was read at some tokens, behind which the reader is. */
  forget(start: number, end: number): void {
    for (let at = start; at < end; at++) this.#read[at]!.clear();
  }

  /** Returns what one of several slots can be; of two with the same end the first counts. */
  #merge(slots: readonly string[], at: number): FoundSlot<T>[] {
    const ends = new Map<number, T>();
    for (const slot of slots) {
      if (!this.mayBegin(slot, at)) continue;
      for (const [end, value] of this.at(slot, at)) if (!ends.has(end)) ends.set(end, value);
    }
    return [...ends].sort(([one], [other]) => other - one);
  }

  /** Returns a token's word as a key; all digits have one, as they begin the same slots. */
  #key(at: number): string {
    return (this.#keys[at] ??= this.#makeKey(at));
  }

  #makeKey(at: number): string {
    const { kind, plain } = this.#parts.tokens[at]!;
    const numeric = this.#parts.isNumeric(at) ? "#" : " ";
    return kind === "digits" ? numeric : `${plain}${numeric}`;
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
    const { tokens } = this.#parts;
    const ends = new Map<number, Done<T>[]>();
    const places: Place<T>[] = [[root, start, []]];
    for (let place = places.pop(); place; place = places.pop()) {
      const [state, at, captures] = place;
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
    const { tokens, near } = this.#parts;
    const token = tokens[at];
    if (slot === ">glue") return token !== undefined && !token.gap;
    if (slot === ">!glue") return token?.gap ?? true;
    if (slot === ">!digit") return token?.kind !== "digits";
    const beside = tokens[slot.startsWith("<") ? at - 1 : at];
    const words = near.get(slot.replace(/^[<>!]+/, ""));
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
