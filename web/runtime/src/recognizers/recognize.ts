/** Finds the entities of a text, by their kinds. */
import { OptionError } from "../errors.js";
import { shown } from "../bundle/json.js";
import type { EntityValue, FoundEntity } from "./foundEntity.js";
import { momentNow, type Moment } from "./dates/calendarDay.js";
import type { FoundDate } from "./dates/dateFinder.js";
import { LanguagePack } from "./languagePack.js";
import { NumberFinder, NumberReaders } from "./numberFinder.js";
import { intervalOf, NumberRangeFinder } from "./numberRangeFinder.js";
import { numberText, shortestText } from "./numberText.js";
import { readOrdinals } from "./ordinalFinder.js";
import { readPercentages } from "./percentageFinder.js";
import { readPhones } from "./phoneFinder.js";
import { ReadingSteps } from "./readingSteps.js";
import { SEQUENCES } from "./sequenceFinder.js";
import { SourceText } from "./sourceText.js";
import { cutTokens, type Tokens } from "./textTokens.js";
import { UnitFinder, type ReadQuantity } from "./unitFinder.js";
import type { UnitKind } from "./unitTables.js";
import { readYesNo } from "./yesNoFinder.js";

/** What the reference lets its users choose. */
export interface RecognizerOptions {
  /** "one out of three" is a percentage, not a number. */
  readonly percentMode?: boolean;
  /** Next and last are ordinals. */
  readonly relativeOrdinals?: boolean;
  /** "between 20 and 30" contains 30. */
  readonly closedRanges?: boolean;
  /**
   * The moment against which "tomorrow" is resolved, in the time of the one who wrote the text; now if
   * you say nothing.
   */
  readonly reference?: Moment;
}

/** A text with what several finders need of it, each made when it is first used. */
class ReadText {
  #tokens: Tokens | undefined;
  #numbers: NumberFinder | undefined;
  #measures: NumberFinder | undefined;
  #readers: NumberReaders | undefined;
  #dates: FoundDate[] | undefined;

  constructor(
    readonly text: SourceText,
    readonly pack: LanguagePack,
    readonly options: RecognizerOptions,
    private readonly steps: ReadingSteps,
  ) {}

  get tokens(): Tokens {
    return (this.#tokens ??= cutTokens(this.text, this.pack.spaced));
  }

  get readers(): NumberReaders {
    return (this.#readers ??= new NumberReaders(this.tokens, this.pack, this.steps));
  }

  get numbers(): NumberFinder {
    return (this.#numbers ??= new NumberFinder(this.readers));
  }

  get measures(): NumberFinder {
    const { prefixes } = this.pack.units;
    return (this.#measures ??= new NumberFinder(this.readers, { attached: true, prefixes }));
  }

  get dates(): FoundDate[] {
    const now = this.options.reference ?? momentNow();
    return (this.#dates ??= this.pack.dates?.(this.readers, now) ?? []);
  }

  /** Returns what stands between two places of the text. */
  entity(kind: string, start: number, end: number, value: EntityValue): FoundEntity {
    return { text: this.text.slice(start, end), kind, value, start, end };
  }

  /** Returns what stands from one token to before another. */
  ofTokens(kind: string, start: number, end: number, value: EntityValue): FoundEntity {
    return this.entity(kind, this.tokens[start]!.start, this.tokens[end - 1]!.end, value);
  }
}

type Finder = (text: ReadText) => FoundEntity[];

const numbers: Finder = (text) => {
  const finder = text.options.percentMode
    ? new NumberFinder(text.readers, { ratios: false })
    : text.numbers;
  const others = text.pack.words("not_before");
  return finder.found
    .filter(({ end }) => !others.longest(text.tokens, end))
    .map(({ start, end, subtype, value }) =>
      text.ofTokens("number", start, end, {
        subtype,
        value: numberText(value, text.pack.decimal),
      }),
    );
};

const ordinals: Finder = (text) =>
  readOrdinals(text.readers.cardinals, text.options.relativeOrdinals ?? true).map(
    ({ start, end, offset: distance, relativeTo }) => {
      const offset = numberText(distance);
      const isAbsolute = relativeTo === "start";
      const value = isAbsolute ? offset : `${relativeTo}${distance < 0 ? "" : "+"}${distance}`;
      const kind = isAbsolute ? "ordinal" : "ordinal.relative";
      return text.ofTokens(kind, start, end, { offset, relativeTo, value });
    },
  );

const percentages: Finder = (text) =>
  readPercentages(text.numbers, text.options.percentMode ?? false).map(([start, end, percents]) =>
    text.ofTokens("percentage", start, end, {
      value: `${numberText(percents, text.pack.decimal)}%`,
    }),
  );

const ranges: Finder = (text) =>
  new NumberRangeFinder(text.numbers, text.options.closedRanges ?? false)
    .found()
    .map((range) =>
      text.ofTokens("numberrange", range.start, range.end, { value: intervalOf(range) }),
    );

const phones: Finder = (text) =>
  readPhones(text.text, text.tokens, text.pack).map(([start, end, score]) => {
    const value = text.text.slice(start, end).toLowerCase();
    return text.entity("phonenumber", start, end, { value, score: numberText(score) });
  });

const answers: Finder = (text) => {
  const found = readYesNo(text.tokens, text.pack);
  if (!found) return [];
  const { start, end, yes: value, score } = found;
  return [text.ofTokens("boolean", start, end, { value, score })];
};

function quantities(kind: UnitKind): Finder {
  return (text) =>
    new UnitFinder(text.measures, kind)
      .found()
      .map((each) => text.ofTokens(kind, each.start, each.end, quantityValue(each, text.pack)));
}

function quantityValue({ value, unit, summed }: ReadQuantity, pack: LanguagePack): EntityValue {
  const { name, subtype, code } = unit;
  const plain = value === null ? null : numberText(value, pack.decimal);
  const sum = value === null ? null : shortestText(value).replaceAll(".", pack.decimal);
  return {
    value: summed ? sum : plain,
    unit: name,
    ...(subtype ? { subtype } : {}),
    ...(code && !code.startsWith("_") ? { isoCurrency: code } : {}),
  };
}

function dates(kind: string): Finder {
  return (text) =>
    text.dates
      .filter((each) => each.kind === kind)
      .map(({ start, end, values }) => text.entity(`datetimeV2.${kind}`, start, end, { values }));
}

function sequences(kind: keyof typeof SEQUENCES): Finder {
  return (text) =>
    SEQUENCES[kind](text.text).map(([start, end, value]) => text.entity(kind, start, end, value));
}

/** The finders by kind. Of two entities at the same place, that of the first kind is kept. */
const FINDERS = {
  email: sequences("email"),
  guid: sequences("guid"),
  hashtag: sequences("hashtag"),
  ip: sequences("ip"),
  mention: sequences("mention"),
  quotedText: sequences("quotedText"),
  url: sequences("url"),
  phonenumber: phones,
  "datetimeV2.date": dates("date"),
  "datetimeV2.datetime": dates("datetime"),
  "datetimeV2.daterange": dates("daterange"),
  "datetimeV2.datetimerange": dates("datetimerange"),
  "datetimeV2.duration": dates("duration"),
  "datetimeV2.set": dates("set"),
  age: quantities("age"),
  currency: quantities("currency"),
  temperature: quantities("temperature"),
  dimension: quantities("dimension"),
  percentage: percentages,
  numberrange: ranges,
  ordinal: ordinals,
  number: numbers,
  "datetimeV2.time": dates("time"),
  "datetimeV2.timerange": dates("timerange"),
  boolean: answers,
};

/** A kind of entities. */
export type EntityKind = keyof typeof FINDERS;
/** The kinds of entities. */
export const KINDS = Object.keys(FINDERS) as EntityKind[];
/** Says whether a kind is of dates and times, which are loaded for those who ask for them. */
export function isDateKind(kind: string): boolean {
  return kind.startsWith("datetimeV2.");
}
/** A quotation would hide what is quoted: it is found where it is asked for. */
export const USUAL_KINDS = KINDS.filter((kind) => kind !== "quotedText");

/**
 * Returns the entities of a text, from left to right; none overlaps another.
 *
 * Of entities that overlap, the longest is kept, then that of the kind that stands first in `KINDS`,
 * then the leftmost.
 *
 * @param kinds which kinds to find.
 * @throws InputTooLargeError - reading the text takes too many steps.
 */
export function findEntities(
  text: SourceText,
  pack: LanguagePack,
  kinds: readonly string[] = USUAL_KINDS,
  options: RecognizerOptions = {},
): FoundEntity[] {
  return findEntityGroups(text, pack, [kinds], options)[0]!;
}

/**
 * Returns the entities of each of several groups of kinds, as `findEntities` does for one.
 *
 * The text is read once for all groups. Entities of different groups may overlap.
 *
 * @param steps counts the steps of reading.
 * @throws InputTooLargeError - there are too many.
 */
export function findEntityGroups(
  text: SourceText,
  pack: LanguagePack,
  groups: readonly (readonly string[])[],
  options: RecognizerOptions = {},
  steps = new ReadingSteps(),
): FoundEntity[][] {
  const read = new ReadText(text, pack, options, steps);
  return groups.map((kinds) =>
    withoutOverlaps(
      KINDS.filter((kind) => kinds.includes(kind)).flatMap((kind) => FINDERS[kind](read)),
    ),
  );
}

/**
 * Refuses kinds of which one is not known.
 * @throws OptionError - one is not known.
 */
export function checkKinds(kinds: readonly unknown[]): void {
  for (const kind of kinds) {
    if (typeof kind === "string" && Object.hasOwn(FINDERS, kind)) continue;
    throw new OptionError(`kinds: there is no kind ${shown(kind)}; use ${KINDS.join(", ")}`);
  }
}

/** Returns the entities that are kept where some overlap, from left to right. */
function withoutOverlaps(entities: readonly FoundEntity[]): FoundEntity[] {
  const taken = new Uint8Array(entities.reduce((most, { end }) => Math.max(most, end), 0));
  const byLength = [...entities].sort(
    (one, other) => one.start - one.end - (other.start - other.end),
  );
  const kept = byLength.filter(({ start, end }) => {
    const isFree = !taken.subarray(start, end).includes(1);
    if (isFree) taken.fill(1, start, end);
    return isFree;
  });
  return kept.sort((one, other) => one.start - other.start);
}
