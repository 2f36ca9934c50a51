/** The grammar of a language's dates and times: the files of `contract/text/calendar`. */
import common from "../../../../../contract/text/calendar/common.json" with { type: "json" };
import type { TextToken, Tokens } from "../textTokens.js";
import { CLOCK_ACTIONS } from "./clockActions.js";
import { DAY_ACTIONS } from "./dayActions.js";
import { DAY_RANGE_ACTIONS } from "./dayRangeActions.js";
import { FollowTable } from "./followTable.js";
import { INNER_PERIOD_ACTIONS } from "./innerPeriodActions.js";
import { LENGTH_ACTIONS } from "./lengthActions.js";
import { MOMENT_ACTIONS } from "./momentActions.js";
import { PERIOD_ACTIONS } from "./periodActions.js";
import type { FirstWords } from "./phraseChart.js";
import type { Action, PartValue } from "./phraseParts.js";
import { addPattern, PatternState, type AliasState } from "./phrasePattern.js";

/** The values of a slot, each with the phrases that mean it. */
type WordTables = Readonly<Record<string, readonly (readonly [number | string, string])[]>>;
/** The actions of a slot with their arguments, each with the patterns that it reads. */
type RuleTables = Readonly<Record<string, readonly (readonly string[])[]>>;

/** A language's calendar; `date_grammar.py` says what it holds. */
export interface CalendarTables {
  readonly order?: string;
  readonly common?: boolean;
  readonly near?: Readonly<Record<string, readonly string[]>>;
  readonly glued?: { readonly first: readonly string[]; readonly second: readonly string[] };
  readonly macros?: Readonly<Record<string, string>>;
  readonly weak?: readonly string[];
  readonly words?: WordTables;
  readonly rules?: RuleTables;
}

const NATIVE_SLOTS = [
  ...["dd", "yyyy", "yearwords", "int", "words", "ord", "amount"],
  ...["ymd", "md", "md_dot", "md_dash", "ym", "hm", "hm_dot", "hhmm"],
];
const ACTIONS: Readonly<Record<string, Action>> = {
  ...DAY_ACTIONS,
  ...DAY_RANGE_ACTIONS,
  ...PERIOD_ACTIONS,
  ...INNER_PERIOD_ACTIONS,
  ...CLOCK_ACTIONS,
  ...MOMENT_ACTIONS,
  ...LENGTH_ACTIONS,
};
const UNKNOWN_SLOT = "?";
const FIGURES = /^\d+$/;
// A slot whose rules take others as they are, such as {date=it}|{period=it}.
const ALIASES = /^\{[a-z_0-9]+=it\}(?:\|\{[a-z_0-9]+=it\})*$/;
const ALPHANUMERIC = /^[\p{L}\p{N}]+$/u;

/** What a pattern means: a value of its own, or an action with its arguments. */
export type DateRule =
  | { readonly constant: PartValue; readonly action?: undefined }
  | { readonly action: Action; readonly rest: readonly string[] };

/** The slots of a language and their rules. */
export class DateGrammar {
  readonly order: string;
  readonly rules: DateRule[] = [];
  readonly roots = new Map<string, PatternState>([[UNKNOWN_SLOT, new PatternState()]]);
  readonly near: ReadonlyMap<string, ReadonlySet<string>>;
  readonly firsts = new Map<string, FirstWords>();
  /** The words that can make a date of a number. */
  readonly anchors: ReadonlySet<string>;
  /** The words after which a number alone is a date or a time. */
  readonly leading: ReadonlySet<string>;
  /** The words, not figures, with which a date or time can begin. */
  readonly wordedStarts: ReadonlySet<string>;
  /** The slots that others are, as they are. */
  readonly aliases: ReadonlyMap<string, AliasState>;
  /** What may follow the first words of the slots. */
  readonly follow: FollowTable;
  /** The words of all patterns. */
  readonly vocabulary: ReadonlySet<string>;
  readonly #taken = new Map<string, string[]>();
  readonly #glued: CalendarTables["glued"];
  readonly #macros: Readonly<Record<string, string>>;

  constructor(own: CalendarTables) {
    const tables = (own.common ?? true) ? withCommon(own) : own;
    this.order = tables.order ?? "dmy";
    this.near = new Map(
      Object.entries(tables.near ?? {}).map(([name, words]) => [name, new Set(words)]),
    );
    this.#glued = tables.glued;
    this.#macros = tables.macros ?? {};
    for (const [slot, entries] of Object.entries(tables.words ?? {})) {
      if (!this.roots.has(slot)) this.roots.set(slot, new PatternState());
      for (const [constant, pattern] of entries) this.#add(slot, { constant }, [pattern]);
    }
    for (const [slot, rules] of Object.entries(tables.rules ?? {})) {
      for (const [call, ...patterns] of rules) {
        const [name, ...rest] = call!.split(/\s+/);
        const action = ACTIONS[name!];
        if (!action) throw new Error(`the action '${name}' of '${slot}' is not known`);
        this.#add(slot, { action, rest }, patterns);
      }
    }
    for (const slot of NATIVE_SLOTS) this.firsts.set(slot, [new Set(), true]);
    for (const slot of this.roots.keys()) this.#first(slot, []);
    const [words, lists] = this.#allWords();
    this.vocabulary = words;
    this.follow = new FollowTable(this.roots, this.firsts);
    const isAnchor = (word: string) =>
      !tables.weak?.includes(word) && ALPHANUMERIC.test(word) && !FIGURES.test(word);
    const entity = this.firsts.get("entity")?.[0] ?? [];
    this.wordedStarts = new Set([...entity].filter((each) => !FIGURES.test(each)));
    this.anchors = new Set([...words].filter(isAnchor));
    this.aliases = new Map(
      [...this.#taken]
        .filter(([, patterns]) => patterns.length)
        .map(([slot, patterns]) => [slot, { slots: patterns.flatMap(namesOf), likely: new Map() }]),
    );
    this.leading = new Set([...lists].flatMap((name) => [...(this.near.get(name) ?? [])]));
  }

  /** Returns tokens with words such as the German Montagmorgen as two. */
  parted(tokens: Tokens): Tokens {
    const parts = this.#glued ? tokens.flatMap((token) => this.#parts(token)) : tokens;
    return parts.length > tokens.length ? parts : tokens;
  }

  #parts(token: TextToken): TextToken[] {
    const { plain, raw } = token;
    const { first, second } = this.#glued!;
    if ([...plain].length !== [...raw].length) return [token];
    const start = first.find(
      (each) => plain.startsWith(each) && second.includes(plain.slice(each.length)),
    );
    if (start === undefined) return [token];
    const at = start.length;
    const middle = token.start + at;
    const rest = plain.slice(at);
    const letters = [...raw];
    return [
      {
        ...token,
        plain: start,
        raw: letters.slice(0, at).join(""),
        end: middle,
        key: keyOf(start, token.gap),
      },
      {
        ...token,
        plain: rest,
        raw: letters.slice(at).join(""),
        start: middle,
        gap: false,
        key: rest,
      },
    ];
  }

  /** Returns all words of the patterns, and the lists of words that stand before phrases. */
  #allWords(): [words: Set<string>, lists: Set<string>] {
    const words = new Set<string>();
    const lists = new Set<string>();
    for (const state of this.#statesFrom([...this.roots.values()])) {
      for (const word of state.words.keys()) words.add(word);
      for (const [name] of state.near) {
        if (name.startsWith("<") && name[1] !== "!") lists.add(name.slice(1));
      }
    }
    return [words, lists];
  }

  #add(slot: string, rule: DateRule, patterns: readonly string[]): void {
    this.rules.push(rule);
    this.#note(slot, rule, patterns);
    const root = this.roots.get(slot) ?? new PatternState();
    this.roots.set(slot, root);
    for (const pattern of patterns) {
      addPattern(root, this.#expanded(pattern), this.rules.length - 1);
    }
  }

  /** Notes whether a slot is nothing but others, as they are. */
  #note(slot: string, rule: DateRule, patterns: readonly string[]): void {
    const taken = this.#taken.get(slot);
    const takes = rule.action === ACTIONS.take && patterns.every((each) => ALIASES.test(each));
    if (!takes) this.#taken.set(slot, []);
    else if (!taken) this.#taken.set(slot, [...patterns]);
    else if (taken.length) taken.push(...patterns);
  }

  /** Returns a pattern with the phrases of its macros; what never fits, if the language has none. */
  #expanded(pattern: string): string {
    return pattern.replace(/@([a-z_]+)/g, (_, name: string) => {
      const phrases = this.#macros[name];
      return phrases ? `(${phrases})` : `{${UNKNOWN_SLOT}}`;
    });
  }

  /** Returns the words with which a slot can begin, and whether a number can. */
  #first(slot: string, above: readonly string[]): FirstWords {
    if (above.includes(slot) || (!this.roots.has(slot) && !NATIVE_SLOTS.includes(slot))) {
      throw new Error(`the slot '${slot}' in ${above.join(" > ")} is unknown, or a circle`);
    }
    const known = this.firsts.get(slot);
    if (known) return known;
    const words = new Set<string>();
    let numbers = false;
    const waiting = [this.roots.get(slot)!];
    for (let state = waiting.pop(); state; state = waiting.pop()) {
      for (const word of state.words.keys()) words.add(word);
      for (const [, after] of state.near) waiting.push(after);
      for (const [name] of state.slots) {
        const [more, isNumeric] = this.#first(name, [...above, slot]);
        for (const word of more) words.add(word);
        numbers ||= isNumeric;
      }
    }
    const found: FirstWords = [words, numbers];
    this.firsts.set(slot, found);
    // The slots further on, too, so that no circle is left.
    for (const state of this.#statesFrom([this.roots.get(slot)!])) {
      for (const [name] of state.slots) this.#first(name, [...above, slot]);
    }
    return found;
  }

  /** Yields some states and all that follow them, each once. */
  *#statesFrom(waiting: PatternState[]): Iterable<PatternState> {
    const seen = new Set<PatternState>();
    for (let state = waiting.pop(); state; state = waiting.pop()) {
      if (seen.has(state)) continue;
      seen.add(state);
      yield state;
      for (const [, , after] of state.slots) waiting.push(after);
      for (const [, after] of state.near) waiting.push(after);
      for (const states of state.words.values()) waiting.push(...states);
    }
  }
}

/** Returns the slots that a pattern takes as they are. */
function namesOf(pattern: string): string[] {
  return [...pattern.matchAll(/\{([a-z_0-9]+)=it\}/g)].map((match) => match[1]!);
}

function keyOf(plain: string, gap: boolean): string {
  return gap ? ` ${plain}` : plain;
}

/** Returns a language's tables with the rules that hold for all languages behind its own. */
function withCommon(own: CalendarTables): CalendarTables {
  const shared = common as unknown as CalendarTables;
  return {
    ...own,
    words: merged(own.words ?? {}, shared.words ?? {}),
    rules: merged(own.rules ?? {}, shared.rules ?? {}),
  };
}

function merged<T>(
  own: Readonly<Record<string, readonly T[]>>,
  shared: Readonly<Record<string, readonly T[]>>,
): Readonly<Record<string, readonly T[]>> {
  const found: Record<string, readonly T[]> = { ...shared };
  for (const [slot, rows] of Object.entries(own)) found[slot] = [...rows, ...(shared[slot] ?? [])];
  return found;
}
