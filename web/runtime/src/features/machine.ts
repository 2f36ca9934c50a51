/**
 * A machine that matches a program against a text, in bounded time.
 *
 * The twin of `vizsla/features/machine.py`: it tries the branches of a program in order, but never the same
 * instruction at the same position twice.
 */
import { InputTooLargeError } from "../errors.js";

const BITS = 32; // of a number in the table of what was tried
const MOST_WAYS = 2 ** 22; // branches that wait at once: what a stranger's program takes is bounded
const NONE = 0; // the number of the note before the first

/** A step of a program. */
export interface Instruction {
  /** What it does. */
  readonly operation: string;
  /** What it does that with: see `Machine`. */
  readonly first: number;
  readonly second: number;
}

/** The last span of a numbered part of a program. */
export type PartSpan = readonly [part: number, start: number, end: number];

/** Where a program matches. */
export interface MachineMatch {
  readonly start: number;
  /** The position after the last item. */
  readonly end: number;
  /** By the parts' numbers. */
  readonly spans: readonly PartSpan[];
}

/** That a part begins or ends at a position, after the note of another number. */
type Note = readonly [isClose: boolean, part: number, at: number, before: number];

/**
 * Matches a program.
 *
 * `match` ends a match; `jump` goes on at an instruction; `split` tries two in this order; `open` and
 * `close` note the span of a numbered part. All others are a subclass's: its `reach` says from where on
 * they leave the text to be matched.
 */
export abstract class Machine {
  readonly #row: number;
  readonly #tried: Uint32Array;

  /**
   * @param program the instructions; the first one is where a match begins, the last one is `match`.
   * @param length the number of the text's items.
   */
  constructor(
    protected readonly program: readonly Instruction[],
    protected readonly length: number,
  ) {
    this.#row = Math.ceil(program.length / BITS);
    this.#tried = new Uint32Array((length + 1) * this.#row);
  }

  /** Returns the positions after what an instruction takes at a position, the best first. */
  protected abstract reach(instruction: Instruction, at: number): readonly number[];

  /** Says whether a match may begin at a position; a quick test, true where unsure. */
  protected mayStart?(at: number): boolean;

  /**
   * Returns the matches from left to right, none of them empty or within another.
   * @throws InputTooLargeError - too many branches of the program wait at once.
   */
  matches(): MachineMatch[] {
    const matches: MachineMatch[] = [];
    for (let start = 0; start < this.length;) {
      const found = (this.mayStart?.(start) ?? true) ? this.#matchAt(start) : null;
      if (found === null || found.end === start) {
        start++;
        continue;
      }
      matches.push(found);
      start = found.end;
      // What was tried beyond the match has failed for good; at its end it may have led to the match, and
      // is open to the next one.
      this.#tried.fill(0, start * this.#row, (start + 1) * this.#row);
    }
    return matches;
  }

  /** Returns the first match in the program's order that begins at a position. */
  #matchAt(start: number): MachineMatch | null {
    const notes: Note[] = [[false, 0, 0, NONE]];
    const ways = [0, start, NONE]; // of each an instruction, a position and a note
    while (ways.length) {
      const note = ways.pop()!;
      const at = ways.pop()!;
      const number = ways.pop()!;
      if (!this.#isNew(number, at)) continue;
      const instruction = this.program[number]!;
      const { operation, first, second } = instruction;
      if (operation === "match") return { start, end: at, spans: spansOf(notes, note) };
      if (operation === "jump") {
        ways.push(first, at, note);
      } else if (operation === "split") {
        ways.push(second, at, note, first, at, note);
      } else if (operation === "open" || operation === "close") {
        ways.push(number + 1, at, notes.length);
        notes.push([operation === "close", first, at, note]);
      } else {
        const reached = this.reach(instruction, at);
        for (let each = reached.length - 1; each >= 0; each--) {
          ways.push(number + 1, reached[each]!, note);
        }
      }
      if (ways.length > 3 * MOST_WAYS) throw tooLarge();
    }
    return null;
  }

  /** Says whether an instruction is tried at a position for the first time, and notes it. */
  #isNew(number: number, at: number): boolean {
    const place = at * this.#row + Math.floor(number / BITS);
    const bit = 1 << (number % BITS);
    if (this.#tried[place]! & bit) return false;
    this.#tried[place]! |= bit;
    return true;
  }
}

function tooLarge(): InputTooLargeError {
  return new InputTooLargeError(
    `the text is too long for an expression or a pattern of this function: more than ${MOST_WAYS} of its ` +
      "ways to match are open at once. Give a shorter text",
  );
}

/** Returns the spans that were noted on the way, by their parts' numbers. */
function spansOf(notes: readonly Note[], last: number): PartSpan[] {
  const ends = new Map<number, number>();
  const spans = new Map<number, PartSpan>();
  for (let number = last; number !== NONE;) {
    const [isClose, part, at, before] = notes[number]!;
    const end = ends.get(part);
    if (isClose) {
      if (end === undefined) ends.set(part, at);
    } else if (end !== undefined && !spans.has(part)) {
      spans.set(part, [part, at, end]);
    }
    number = before;
  }
  return [...spans.values()].sort(([one], [other]) => one - other);
}
