/**
 * Patterns of sentences, in the syntax of LUIS: `move {Person} [from {Place:Origin}]`.
 *
 * The twin of `vizsla/features/text_pattern.py`.
 */
import type { TextToken, Tokens } from "../recognizers/textTokens.js";
import { Machine, type Instruction, type MachineMatch } from "./machine.js";

/** By an entity's name the first token of each, and the one after its last. */
export type EntitySpans = ReadonlyMap<string, readonly (readonly [start: number, end: number])[]>;

/** A compiled pattern. */
export class TextPattern {
  /**
   * @param program its instructions: those of `Machine`; `word`, a word by its number; `token`, any word;
   *     `entity`, an entity of the name of a numbered part; `start` and `end` of the text.
   * @param words the words that the instructions name, as tokens hold them.
   * @param parts the entities that the instructions name: a name, and a role or an empty text.
   */
  constructor(
    readonly program: readonly Instruction[],
    readonly words: readonly string[],
    readonly parts: readonly (readonly [name: string, role: string])[],
  ) {}

  /**
   * Returns where the pattern matches, from left to right, none within another; positions count tokens.
   * @param entities of several from the same token the longest is tried first.
   */
  find(tokens: Tokens, entities: EntitySpans): MachineMatch[] {
    return new TokenMachine(this, tokens, entities).matches();
  }
}

/** Returns a token as patterns compare it. */
export function patternWord({ plain }: TextToken): string {
  return plain.replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"');
}

/** The machine over the tokens of a text. */
class TokenMachine extends Machine {
  readonly #words: readonly string[];
  readonly #tokens: readonly string[];
  /** Of each part by the first token the ends of its entities, the last first. */
  readonly #ends: readonly ReadonlyMap<number, readonly number[]>[];

  constructor(pattern: TextPattern, tokens: Tokens, entities: EntitySpans) {
    super(pattern.program, tokens.length);
    this.#words = pattern.words;
    this.#tokens = tokens.map(patternWord);
    this.#ends = pattern.parts.map(([name]) => endsOf(entities.get(name) ?? []));
  }

  protected override reach({ operation, first }: Instruction, at: number): readonly number[] {
    if (operation === "start") return at === 0 ? [at] : [];
    if (operation === "end") return at === this.length ? [at] : [];
    if (at === this.length) return [];
    if (operation === "word") return this.#tokens[at] === this.#words[first] ? [at + 1] : [];
    if (operation === "token") return [at + 1];
    return this.#ends[first]!.get(at) ?? [];
  }
}

function endsOf(spans: readonly (readonly [number, number])[]): Map<number, number[]> {
  const ends = new Map<number, number[]>();
  for (const [start, end] of spans) {
    const those = ends.get(start);
    if (those) those.push(end);
    else ends.set(start, [end]);
  }
  for (const each of ends.values()) each.sort((one, other) => other - one);
  return ends;
}
