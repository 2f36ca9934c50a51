/** Checks the compiled programs of a bundle: nothing in them leads out of what it counts. */
import type { Fields } from "../bundle/fields.js";
import type { LabelPattern } from "./featureSet.js";
import type { Instruction } from "./machine.js";
import { RegularExpression, type Ranges } from "./regularExpression.js";
import { TextPattern } from "./textPattern.js";

const MOST_PROGRAM = 2000; // instructions: twice what the compiler makes
const MOST_CODE = 0x10ffff;
const COMMON = ["match", "jump", "split", "start", "end"];
const JUMPS = ["jump", "split"];
const WITH_SETS = ["set", "edge", "inside"];
const WITH_PARTS = ["entity", "open", "close"];
const OF_CHARACTERS = [...COMMON, ...WITH_SETS];
const OF_WORDS = [...COMMON, "word", "token", ...WITH_PARTS];

/** Reads `sets`: the ranges that expressions share. */
export function readSets(fields: Fields): Ranges[] {
  return fields.list("sets").map((value) => {
    const isCode = (each: unknown) =>
      Number.isInteger(each) && (each as number) >= 0 && (each as number) <= MOST_CODE;
    if (!Array.isArray(value) || value.length % 2 || !value.every(isCode)) {
      return fields.refuse("sets", "must hold lists of first and last code points");
    }
    const ranges = value as number[];
    // A first one is behind the range before, and a last one may be the same as its first.
    if (
      ranges.some(
        (code, at) => at > 0 && (at % 2 ? code < ranges[at - 1]! : code <= ranges[at - 1]!),
      )
    ) {
      return fields.refuse("sets", "must hold ranges in order");
    }
    return ranges;
  });
}

/** Reads the program of a regular expression. */
export function readExpression(
  value: unknown,
  sets: readonly Ranges[],
  fields: Fields,
): RegularExpression {
  const program = readProgram(value, OF_CHARACTERS, fields, "expressions");
  if (program.some((each) => WITH_SETS.includes(each.operation) && !isWithin(each, sets))) {
    return fields.refuse("expressions", "names a set that is not there");
  }
  return new RegularExpression(program, sets);
}

/** Reads a pattern, whose label is one of the function's. */
export function readPattern(fields: Fields, labels: readonly string[]): LabelPattern {
  const program = readProgram(fields.list("program"), OF_WORDS, fields, "program");
  const words = fields.texts("words");
  const parts = readPairs(fields, "parts");
  const leadsOut = (each: Instruction) =>
    each.operation === "word"
      ? !isWithin(each, words)
      : WITH_PARTS.includes(each.operation) && !isWithin(each, parts);
  if (program.some(leadsOut)) {
    return fields.refuse("program", "names a word or an entity that is not there");
  }
  const label = fields.text("label");
  if (!labels.includes(label)) {
    return fields.refuse("label", "must be one of the function's labels");
  }
  return { pattern: new TextPattern(program, words, parts), label };
}

/** Reads a list of pairs of texts. */
export function readPairs(fields: Fields, name: string): (readonly [string, string])[] {
  return pairsOf(fields.list(name)) ?? fields.refuse(name, "must hold pairs of texts");
}

/** Returns a list of pairs of texts as such, null where it is none. */
export function pairsOf(values: readonly unknown[]): (readonly [string, string])[] | null {
  const isPair = (each: unknown) =>
    Array.isArray(each) && each.length === 2 && each.every((one) => typeof one === "string");
  return values.every(isPair) ? (values as [string, string][]) : null;
}

function readProgram(
  value: unknown,
  operations: readonly string[],
  fields: Fields,
  name: string,
): Instruction[] {
  const program = (Array.isArray(value) ? value : [null]).map((each: unknown) => {
    if (!Array.isArray(each) || each.length !== 3 || !operations.includes(each[0] as string))
      return null;
    const [operation, first, second] = each as [string, unknown, unknown];
    if (!Number.isInteger(first) || !Number.isInteger(second)) return null;
    return { operation, first: first as number, second: second as number };
  });
  if (program.includes(null)) fields.refuse(name, "must hold instructions that are known");
  const known = program as Instruction[];
  const { length } = known;
  if (length > MOST_PROGRAM || known.at(-1)?.operation !== "match") {
    fields.refuse(name, `must hold 1 to ${MOST_PROGRAM} instructions, the last one 'match'`);
  }
  const jumpsOut = ({ operation, first, second }: Instruction) =>
    JUMPS.includes(operation) && [first, second].some((to) => to < 0 || to >= length);
  if (known.some(jumpsOut)) fields.refuse(name, "jumps out of a program");
  return known;
}

function isWithin({ first }: Instruction, counted: readonly unknown[]): boolean {
  return first >= 0 && first < counted.length;
}
