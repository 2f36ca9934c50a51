/**
 * Phrases with slots, as states that a reader walks: `[the] {day} of {month}`.
 *
 * `(a|b)` is one of several, `[a]` is optional, `{month}` is whatever the grammar calls a month, and
 * `{date=end}` is a date that its action knows as `end`. All else is words, as the tokens of a text;
 * white space between tokens counts nowhere.
 */
import { expandPhrase } from "../phraseTable.js";
import { SourceText } from "../sourceText.js";
import { cutTokens } from "../textTokens.js";

const OPENING = "([{";
const CLOSING = ")]}";

/** A slot's name, its label, and the state after it. */
export type SlotStep = readonly [name: string, label: string, after: PatternState];

/** What may follow at a place of some patterns. */
export class PatternState {
  /** The states after a word. */
  readonly words = new Map<string, PatternState[]>();
  readonly slots: SlotStep[] = [];
  /** A list of words that must stand beside this place, and the state after it. */
  readonly near: (readonly [name: string, after: PatternState])[] = [];
  /** The rules that end here. */
  readonly done: number[];
  /** Those of the slots that can begin with two words, by these; filled while reading. */
  readonly likely = new Map<string, readonly SlotStep[]>();

  constructor(done: number[] = []) {
    this.done = done;
  }

  /** Lets follow here what follows there, too. */
  join(other: PatternState): void {
    for (const [word, states] of other.words) {
      const mine = this.words.get(word) ?? [];
      this.words.set(word, mine);
      mine.push(...states.filter((each) => !mine.includes(each)));
    }
    const isNew = (mine: readonly SlotStep[], [name, label, after]: SlotStep) =>
      !mine.some((each) => each[2] === after && each[0] === name && each[1] === label);
    this.slots.push(...other.slots.filter((each) => isNew(this.slots, each)));
    this.near.push(
      ...other.near.filter(
        ([name, after]) => !this.near.some((each) => each[1] === after && each[0] === name),
      ),
    );
    this.done.push(...other.done.filter((each) => !this.done.includes(each)));
  }
}

/** The slots that another is. */
export interface AliasState {
  readonly slots: readonly string[];
  /** Those that can begin with two words, by these; filled while reading. */
  readonly likely: Map<string, readonly string[]>;
}

/** Lets a pattern begin at a state; at its end the rule is done. */
export function addPattern(root: PatternState, pattern: string, rule: number): void {
  root.join(before(pattern, new PatternState([rule])));
}

/** Returns the state before a pattern, which leads to the state after it. */
function before(pattern: string, after: PatternState): PatternState {
  const choices = splitOutside(pattern, "|");
  if (choices.length > 1) {
    const joined = new PatternState();
    for (const each of choices) joined.join(before(each, after));
    return joined;
  }
  const chunks = splitOutside(pattern, " ").filter((chunk) => chunk !== "");
  return chunks.flatMap(atomsOf).reduceRight((state, atom) => beforeAtom(atom, state), after);
}

function beforeAtom(atom: string, after: PatternState): PatternState {
  const state = new PatternState();
  if (atom.startsWith("{")) {
    const [, name, label] = /^\{([^=]*)=?(.*)\}$/s.exec(atom)! as unknown as [
      string,
      string,
      string,
    ];
    if ("<>".includes(name[0]!)) state.near.push([name, after]);
    else state.slots.push([name, label || name, after]);
  } else if (atom.includes("{")) {
    state.join(before(atom.slice(1, -1), after));
    if (atom.startsWith("[")) state.join(after);
  } else {
    for (const phrase of expandPhrase(atom)) state.join(beforeWords(phrase, after));
  }
  return state;
}

function beforeWords(phrase: string, after: PatternState): PatternState {
  return cutTokens(new SourceText(phrase)).reduceRight((state, { plain }) => {
    const earlier = new PatternState();
    earlier.words.set(plain, [state]);
    return earlier;
  }, after);
}

/** Returns the parts between marks that stand in no bracket. */
function splitOutside(pattern: string, mark: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of pattern) {
    depth += Number(OPENING.includes(letter)) - Number(CLOSING.includes(letter));
    if (letter === mark && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  if (depth) throw new Error(`the pattern '${pattern}' has a bracket too many or too few`);
  return parts;
}

/** Returns the slots, the groups with slots, and the words between them. */
function atomsOf(chunk: string): string[] {
  const atoms = [""];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < chunk.length; at++) {
    const letter = chunk[at]!;
    if (OPENING.includes(letter)) {
      if (depth === 0) start = at;
      depth++;
    } else if (CLOSING.includes(letter)) {
      depth--;
      if (depth > 0) continue;
      const group = chunk.slice(start, at + 1);
      if (group.includes("{")) atoms.push(group, "");
      else atoms[atoms.length - 1] += group;
    } else if (depth === 0) {
      atoms[atoms.length - 1] += letter;
    }
  }
  return atoms.filter((atom) => atom !== "");
}
