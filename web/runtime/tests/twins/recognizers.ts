/** Finds entities, for `tests/web/test_recognizers_twin.py` to compare with Python. */
import { LanguagePack } from "../../src/recognizers/languagePack.js";
import { loadTables, type Language } from "../../src/recognizers/languages.js";
import { findEntities, type RecognizerOptions } from "../../src/recognizers/recognize.js";
import { numberText } from "../../src/recognizers/numberText.js";
import { SourceText } from "../../src/recognizers/sourceText.js";
import { cutTokens } from "../../src/recognizers/textTokens.js";
import { serve } from "./serve.js";

interface Request {
  readonly language?: Language;
  readonly texts?: readonly string[];
  readonly kinds?: readonly string[];
  readonly options?: RecognizerOptions;
  /** Texts to cut into tokens. */
  readonly cut?: readonly string[];
  /** Numbers to write. */
  readonly numbers?: readonly number[];
}

const packs = new Map<Language, LanguagePack>();

async function packOf(language: Language): Promise<LanguagePack> {
  const pack = packs.get(language) ?? new LanguagePack(await loadTables(language));
  packs.set(language, pack);
  return pack;
}

await serve<Request>(async ({ language, texts = [], kinds, options, cut, numbers }) => {
  if (cut) {
    return cut.map((text) =>
      cutTokens(new SourceText(text)).map(({ plain, start, end, gap, kind }) => [
        ...[plain, start, end, gap, kind],
      ]),
    );
  }
  if (numbers) return numbers.map((value) => numberText(value));
  const pack = await packOf(language!);
  return texts.map((text) =>
    findEntities(text, pack, kinds, options).map((found) => [
      ...[found.text, found.kind, found.value, found.start, found.end],
    ]),
  );
});
