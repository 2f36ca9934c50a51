/**
 * Regular expressions that take time in proportion to the text, whatever they say.
 *
 * The twin of `vizsla/features/regular_expression.py`.
 */
import type { SourceText } from "../recognizers/sourceText.js";
import { Machine, type Instruction } from "./machine.js";

/** The first and last code points of ranges, in turn, ascending. */
export type Ranges = readonly number[];

/** A compiled expression. */
export class RegularExpression {
  #first: readonly Ranges[] | null | undefined;

  /**
   * @param program its instructions: those of `Machine`; `set`, a character of a numbered set; `start` and
   *     `end` of the text; `edge` and `inside`: an end of a word, or none, where a numbered set has the
   *     words' letters.
   * @param sets the ranges that the instructions name.
   */
  constructor(
    readonly program: readonly Instruction[],
    readonly sets: readonly Ranges[],
  ) {}

  /** Returns where the expression matches, from left to right, without empty matches. */
  find(text: SourceText): (readonly [start: number, end: number])[] {
    return new Characters(this, text).matches().map(({ start, end }) => [start, end]);
  }

  /** The sets of which a match's first character must be; null where any may begin it. */
  get first(): readonly Ranges[] | null {
    if (this.#first === undefined) this.#first = this.#findFirst();
    return this.#first;
  }

  #findFirst(): readonly Ranges[] | null {
    const found = new Set<number>();
    const seen = new Set<number>();
    for (const ways = [0]; ways.length;) {
      const number = ways.pop()!;
      if (seen.has(number)) continue;
      seen.add(number);
      const { operation, first, second } = this.program[number]!;
      if (operation === "match") return null;
      if (operation === "set") found.add(first);
      else if (operation === "split") ways.push(first, second);
      else ways.push(operation === "jump" ? first : number + 1);
    }
    return [...found].map((each) => this.sets[each]!);
  }
}

/** Says whether a code point is in ranges. */
export function inRanges(ranges: Ranges, code: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]! <= code) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1 || (low > 0 && ranges[low - 1] === code);
}

/** The machine over the characters of a text. */
class Characters extends Machine {
  readonly #sets: readonly Ranges[];
  readonly #first: readonly Ranges[] | null;
  readonly #text: SourceText;

  constructor(expression: RegularExpression, text: SourceText) {
    super(expression.program, text.length);
    this.#sets = expression.sets;
    this.#first = expression.first;
    this.#text = text;
  }

  protected override mayStart(at: number): boolean {
    if (this.#first === null) return true;
    const code = this.#text.code(at);
    return this.#first.some((each) => inRanges(each, code));
  }

  protected override reach({ operation, first }: Instruction, at: number): readonly number[] {
    if (operation === "set") return this.#holds(first, at) ? [at + 1] : [];
    if (operation === "start") return at === 0 ? [at] : [];
    if (operation === "end") return at === this.length ? [at] : [];
    const isEdge = this.#holds(first, at - 1) !== this.#holds(first, at);
    return isEdge === (operation === "edge") ? [at] : [];
  }

  #holds(set: number, at: number): boolean {
    return at >= 0 && at < this.length && inRanges(this.#sets[set]!, this.#text.code(at));
  }
}
