import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { LANGUAGES, loadPack } from "../../src/recognizers/languages.js";

const calendars = new URL("../../../../contract/text/calendar/", import.meta.url);

test.each(LANGUAGES)(
  "the tables of %s are its own, with its calendar where there is one",
  async (language) => {
    const pack = await loadPack(language);
    expect(pack.tables.language).toBe(language);
    expect(pack.dates !== null).toBe(existsSync(new URL(`${language}.json`, calendars)));
  },
);
