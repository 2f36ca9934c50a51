/** Finds entities, for `tests/web/test_recognizers_twin.py` to compare with Python. */
import { recognizeText, type RecognizeOptions } from "../../src/api/recognizeText.js";
import { loadPack, type Language } from "../../src/recognizers/languages.js";
import { referenceTime } from "../../src/recognizers/dates/referenceTime.js";
import { dateOf, isoMoment, Moment } from "../../src/recognizers/dates/calendarDay.js";
import { ReadingSteps } from "../../src/recognizers/readingSteps.js";
import {
  findEntities,
  findEntityGroups,
  KINDS,
  type RecognizerOptions,
} from "../../src/recognizers/recognize.js";
import { numberText } from "../../src/recognizers/numberText.js";
import { SourceText } from "../../src/recognizers/sourceText.js";
import { cutTokens } from "../../src/recognizers/textTokens.js";
import { serve } from "./serve.js";

interface Request {
  readonly language?: Language;
  readonly texts?: readonly string[];
  readonly kinds?: readonly string[];
  readonly options?: Omit<RecognizerOptions, "reference"> & { readonly reference?: string };
  /** Texts for the public function. */
  readonly recognize?: readonly string[];
  readonly chosen?: RecognizeOptions;
  /** Texts to cut into tokens. */
  readonly cut?: readonly string[];
  /** A moment to read, in a zone. */
  readonly reference?: string;
  readonly zone?: string | null;
  /** The most steps of reading: then those that are left are counted. */
  readonly most?: number;
  /** Numbers to write. */
  readonly numbers?: readonly number[];
}

/** Reads a moment as Python writes it: 2016-11-07T16:12:00.000000. */
function momentOf(text: string): Moment {
  const [year, month, day, hour, minute, second, micros] = text.split(/[-T:.]/).map(Number);
  const seconds = (hour! * 60 + minute!) * 60 + second!;
  return new Moment(dateOf(year!, month!, day!), seconds * 1e6 + micros!);
}

await serve<Request>(async ({ language, texts = [], kinds, options, cut, numbers, ...rest }) => {
  if (rest.recognize) {
    return Promise.all(
      rest.recognize.map((text) =>
        recognizeText(text, rest.chosen).catch(({ code }: { code: string }) => ({ code })),
      ),
    );
  }
  if (rest.reference !== undefined) {
    const { day, micros } = referenceTime(rest.reference, rest.zone ?? undefined);
    const fraction = String(micros % 1e6).padStart(6, "0");
    return `${isoMoment(new Moment(day, micros))}.${fraction}`;
  }
  if (cut) {
    return cut.map((text) =>
      cutTokens(new SourceText(text)).map(({ plain, start, end, gap, kind }) => [
        ...[plain, start, end, gap, kind],
      ]),
    );
  }
  if (numbers) return numbers.map((value) => numberText(value));
  const chosen = {
    ...options,
    ...(options?.reference ? { reference: momentOf(options.reference) } : {}),
  };
  const pack = await loadPack(language!, kinds ?? KINDS);
  if (rest.most !== undefined) {
    return texts.map((text) => {
      const steps = new ReadingSteps(rest.most);
      const named = [kinds ?? []];
      findEntityGroups(new SourceText(text), pack, named, chosen as RecognizerOptions, steps);
      return steps.left;
    });
  }
  return texts.map((text) =>
    findEntities(new SourceText(text), pack, kinds, chosen as RecognizerOptions).map((found) => [
      ...[found.text, found.kind, found.value, found.start, found.end],
    ]),
  );
});
