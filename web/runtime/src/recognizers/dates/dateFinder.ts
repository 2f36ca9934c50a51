/** Finds the dates and times of a text, with their TIMEX and values. */
import { NumberReaders } from "../numberFinder.js";
import type { Tokens } from "../textTokens.js";
import { NoMeaning, type Moment } from "./calendarDay.js";
import { DateGrammar, type CalendarTables } from "./dateGrammar.js";
import { resolve, type DateEntry } from "./dateResolution.js";
import {
  Bounded,
  Clock,
  ClockRange,
  Days,
  Length,
  Recurrence,
  Times,
  type DateValue,
} from "./dateValues.js";
import { DigitDates } from "./digitDates.js";
import { FigureSlots } from "./figureSlots.js";
import { NumberHints } from "./numberHints.js";
import { PhraseChart, type Captures } from "./phraseChart.js";
import { PhraseParts, Reference, type PartValue } from "./phraseParts.js";

const VALUES = [Bounded, Clock, ClockRange, Days, Length, Recurrence, Times];
const GLUE = "$€£#@_&"; // what no date stands right behind
const LINKS = "-/.:"; // what makes longer numbers of digits

/** A date or time of a text. */
export interface FoundDate {
  /** Its first character. */
  readonly start: number;
  /** The character after it. */
  readonly end: number;
  /** Its kind, without `datetimeV2.`. */
  readonly kind: string;
  readonly values: readonly DateEntry[];
}

/**
 * Returns the dates and times of a text, from left to right; the longest at each place.
 *
 * @param readers the readers of the text's numbers.
 * @param now the moment against which they are resolved, without a zone.
 */
export type DateReader = (readers: NumberReaders, now: Moment) => FoundDate[];

/** Makes what reads the dates and times of a language, by its calendar. */
export function dateReader(calendar: CalendarTables): DateReader {
  const grammar = new DateGrammar(calendar);
  return (readers, now) => readDates(readers, grammar, now);
}

function readDates(all: NumberReaders, grammar: DateGrammar, now: Moment): FoundDate[] {
  const { pack } = all;
  const { steps } = all.cardinals;
  const tokens = grammar.parted(all.tokens);
  const readers = tokens === all.tokens ? all : new NumberReaders(tokens, pack, steps);
  const reference = new Reference(now);
  const figures = new FigureSlots(readers);
  const act = (rule: number, captures: Captures<PartValue>): PartValue | null => {
    const known = grammar.rules[rule]!;
    if (!known.action) return known.constant;
    try {
      return known.action(reference, new PhraseParts(captures), ...known.rest);
    } catch (error) {
      if (error instanceof NoMeaning) return null;
      throw error;
    }
  };
  const chart = new PhraseChart<PartValue>({
    tokens,
    grammar,
    natives: { ...figures.slots, ...new DigitDates(tokens, grammar.order).slots },
    act,
    isNumeric: (at) => figures.isNumeric(at),
    steps,
  });
  const hints = new NumberHints(tokens, grammar.anchors, grammar.leading);
  const mayStart = (at: number) =>
    chart.mayBegin("entity", at) &&
    !isGluedBefore(tokens, at) &&
    (grammar.wordedStarts.has(tokens[at]!.plain) || hints.mayDate(at));
  const found: FoundDate[] = [];
  for (let at = 0; at < tokens.length;) {
    const read = mayStart(at) ? chart.at("entity", at) : [];
    const date = read.find(([end, value]) => isDateValue(value) && !isGluedAfter(tokens, end));
    if (!date) {
      chart.forget(at, at + 1);
      at++;
      continue;
    }
    const [end, value] = date;
    chart.forget(at, end);
    const [kind, values] = resolve(value as DateValue);
    found.push({ start: tokens[at]!.start, end: tokens[end - 1]!.end, kind, values });
    at = end;
  }
  return found;
}

function isDateValue(value: PartValue): value is DateValue {
  return VALUES.some((kind) => value instanceof kind);
}

/** Says whether a token is the end of a word, an amount or a longer number. */
function isGluedBefore(tokens: Tokens, at: number): boolean {
  const token = tokens[at]!;
  const before = tokens[at - 1];
  if (!before || token.gap || token.kind === "alone" || before.kind === "alone") return false;
  if (before.kind !== "symbol") return true;
  const isLink = LINKS.includes(before.plain) && token.kind === "digits" && !before.gap;
  return GLUE.includes(before.plain) || (isLink && tokens[at - 2]?.kind === "digits");
}

/** Says whether a word or a longer number goes on at a token. */
function isGluedAfter(tokens: Tokens, end: number): boolean {
  const last = tokens[end - 1]!;
  const after = tokens[end];
  if (!after || after.gap || last.kind === "alone") return false;
  if (after.kind === "word" || after.kind === "digits") return last.kind !== "symbol";
  const digits = tokens[end + 1];
  const isLink = LINKS.includes(after.plain) && last.kind === "digits";
  return isLink && digits?.kind === "digits" && !digits.gap;
}
