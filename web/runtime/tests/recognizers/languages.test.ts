import { expect, test } from "vitest";
import { LANGUAGES, loadPack } from "../../src/recognizers/languages.js";

test.each(LANGUAGES)(
  "the tables of %s are its own; its calendar is read for those who ask for dates",
  async (language) => {
    const pack = await loadPack(language, ["number"]);
    expect(pack.tables.language).toBe(language);
    expect(pack.dates).toBe(null);
    await loadPack(language, ["number", "datetimeV2.date"]);
    expect(pack.dates).not.toBe(null);
  },
);
