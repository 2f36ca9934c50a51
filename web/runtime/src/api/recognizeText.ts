/** Finds entities in texts: on the page's own thread, for it takes a millisecond. */
import manifest from "../../../../src/vizsla/weights/recognize-text/function.json" with { type: "json" };
import type { Alternative, Entity, Recognition } from "../answer.js";
import { shown } from "../bundle/json.js";
import { LIMITS } from "../contract.js";
import { InputTypeError, OptionError } from "../errors.js";
import { checkOptions, DEFAULT_OPTIONS } from "../functions/base.js";
import { checkText } from "../modalities/text/checkText.js";
import { referenceTime, type ReferenceTime } from "../recognizers/dates/referenceTime.js";
import { entityScore, NOTHING } from "../recognizers/entityScores.js";
import type { FoundEntity } from "../recognizers/foundEntity.js";
import { checkLanguage, type Language } from "../recognizers/languages.js";
import { readEntities } from "../recognizers/readEntities.js";
import {
  checkKinds,
  USUAL_KINDS,
  type EntityKind,
  type RecognizerOptions,
} from "../recognizers/recognize.js";
import { SourceText } from "../recognizers/sourceText.js";
import { withText } from "./answerText.js";

const LEAST_SURE = manifest.threshold.score;
const LEAST_LIKELY = manifest.likely.score;
const AUTO = "auto";
const KNOWN: readonly string[] = [
  ...["language", "kinds", "reference", "zone", "percentMode", "relativeOrdinals", "closedRanges"],
  ...["top", "threshold", "limits"],
];

/** The options of a call. */
export interface RecognizeOptions extends Omit<RecognizerOptions, "reference"> {
  /**
   * The moment against which "tomorrow" is resolved: a Date, or its text such as `2026-11-29T14:00`; now
   * by default.
   */
  readonly reference?: ReferenceTime;
  /** Where the text was written, such as `Europe/Berlin`; by default where this device is. */
  readonly zone?: string;
  /** The text's language; by default `auto`, which tells it from the words. */
  readonly language?: Language | "auto";
  /** The kinds of entities to find, or one of them; by default all but quotations. */
  readonly kinds?: EntityKind | readonly EntityKind[];
  /** How many alternatives to give, at least 1; 5 by default. */
  readonly top?: number;
  /** The least score of a sure answer, 0 to 1; by default the one that it was published with. */
  readonly threshold?: number;
  /** The most characters that a text may have. */
  readonly limits?: { readonly maxCharacters?: number };
}

/**
 * Finds the entities of a text: each with its kind, its place and what it means.
 *
 * @throws InputTypeError - the text is no string.
 * @throws InputError - it is empty, too long, or no Unicode; the error's class says which.
 * @throws InputUnclearError - its language can't be told, or is none that is known.
 * @throws OptionError - an option is out of its range, or names no language or kind.
 */
export async function recognizeText(
  text: string,
  options: RecognizeOptions = {},
): Promise<Recognition> {
  const { language, kinds, recognizer, top, threshold, limits } = checkRecognizeOptions(options);
  const source = new SourceText(checkText(checkString(text), null, limits));
  const read = await readEntities(source, language, kinds, recognizer);
  const scoreOf = (kind: string) => entityScore(kind, read.language, language !== null);
  const entities = read.entities.map((found) => entityOf(found, source, scoreOf(found.kind)));
  const byScore = [...entities].sort((one, other) => other.score - one.score);
  const best = byScore[0];
  const score = best?.score ?? scoreOf(NOTHING);
  const sure = score >= threshold;
  return withText({
    answer: best?.text ?? null,
    score,
    sure,
    likely: sure || score >= LEAST_LIKELY,
    novel: false,
    calibrated: false,
    alternatives: byScore.slice(0, top).map(alternativeOf),
    entities,
    language: read.language,
  });
}

function checkString(text: unknown): string {
  if (typeof text === "string") return text;
  const type = Object.prototype.toString.call(text);
  throw new InputTypeError(`A text can't be ${type}. Give a string.`);
}

function checkRecognizeOptions(options: RecognizeOptions) {
  const unknown = Object.keys(options).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    throw new OptionError(`unknown option ${shown(unknown)}; these are known: ${KNOWN.join(", ")}`);
  }
  const { language = AUTO, kinds = USUAL_KINDS, limits = {} } = options;
  const wanted = typeof kinds === "string" ? [kinds] : [...kinds];
  checkKinds(wanted);
  if (language !== AUTO) checkLanguage(language);
  const { top = DEFAULT_OPTIONS.top, threshold = LEAST_SURE } = options;
  checkOptions({ top, threshold }, ["top", "threshold"]);
  const { maxCharacters = LIMITS.text.characters } = limits;
  if (!(maxCharacters > 0)) {
    throw new OptionError(`limits: maxCharacters must be above 0, not ${shown(maxCharacters)}`);
  }
  return {
    language: language === AUTO ? null : language,
    kinds: wanted,
    recognizer: { ...options, reference: referenceTime(options.reference, options.zone) },
    ...{ top, threshold, limits: { maxCharacters } },
  };
}

function entityOf(found: FoundEntity, source: SourceText, score: number): Entity {
  return {
    ...found,
    start: source.unit(found.start),
    end: source.unit(found.end),
    score,
    sure: score >= LEAST_SURE,
  };
}

function alternativeOf({ text, score, kind }: Entity): Alternative {
  return { answer: text, score, id: kind, path: [] };
}
