/** Tells what may stand second in a phrase of a grammar, so that a reader need not try most of them. */
import type { FirstWords } from "./phraseChart.js";
import type { PatternState } from "./phrasePattern.js";

/** Stands for any number, where else a word is named. */
export const NUMBER = "";

/** What may follow the first word or number of a slot. */
export interface NextUnits {
  readonly words: ReadonlySet<string>;
  /** Whether a number may. */
  readonly numbers: boolean;
  /** Whether the slot may end there, so that anything may follow. */
  readonly ends: boolean;
}

const ANYTHING: NextUnits = { words: new Set(), numbers: false, ends: true };

/** What may follow the first word or number of each slot; each is computed when it is asked for. */
export class FollowTable {
  readonly #known = new Map<string, Map<string, NextUnits>>();

  /**
   * @param roots the first state of each slot that patterns describe; the others are numbers.
   * @param firsts the words with which each slot can begin, and whether a number can.
   */
  constructor(
    private readonly roots: ReadonlyMap<string, PatternState>,
    private readonly firsts: ReadonlyMap<string, FirstWords>,
  ) {}

  /** Returns what may follow a word, or a `NUMBER`, with which a slot begins. */
  after(slot: string, first: string): NextUnits {
    let known = this.#known.get(slot);
    if (!known) this.#known.set(slot, (known = new Map()));
    let found = known.get(first);
    if (!found) known.set(first, (found = this.#after(slot, first)));
    return found;
  }

  #after(slot: string, first: string): NextUnits {
    const root = this.roots.get(slot);
    if (!root) return ANYTHING;
    const words = new Set<string>();
    let numbers = false;
    let ends = false;
    const behind: PatternState[] = [];
    for (const state of withNear(root)) {
      behind.push(...(state.words.get(first) ?? []));
      for (const [name, , after] of state.slots) {
        const [known, isNumeric] = this.firsts.get(name)!;
        if (!known.has(first) && !(isNumeric && first === NUMBER)) continue;
        const inner = this.after(name, first);
        for (const word of inner.words) words.add(word);
        numbers ||= inner.numbers;
        if (inner.ends) behind.push(after);
      }
    }
    for (const state of behind.flatMap(withNear)) {
      for (const word of state.words.keys()) words.add(word);
      ends ||= state.done.length > 0;
      for (const [name] of state.slots) {
        const [more, isNumeric] = this.firsts.get(name)!;
        for (const word of more) words.add(word);
        numbers ||= isNumeric;
      }
    }
    return { words, numbers, ends };
  }
}

/** Returns a state, and those behind the words that must stand beside it. */
function withNear(state: PatternState): PatternState[] {
  return [state, ...state.near.flatMap(([, after]) => withNear(after))];
}
