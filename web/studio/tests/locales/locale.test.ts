import { describe, expect, it } from "vitest";
import english from "../../src/locales/english";
import { chooseLanguage, LANGUAGES, loadLocale, Locale } from "../../src/locales/locale";

const files = import.meta.glob<Record<string, string>>("../../src/locales/*/*.json", {
  import: "default",
  eager: true,
});
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((each) => each[1]).sort();
/** The plural forms that a language has beyond the two that all of them have. */
const base = (key: string) => key.replace(/_many$/, "_other");

describe("messages", () => {
  const rooms = Object.keys(english) as (keyof typeof english)[];
  const others = LANGUAGES.filter((each) => each !== "en");

  it.each(others.flatMap((language) => rooms.map((room) => [language, room] as const)))(
    "%s has the messages of %s, with the same values",
    (language, room) => {
      const found = files[`../../src/locales/${language}/${room}.json`]!;
      const wanted: Record<string, string> = english[room];
      expect([...new Set(Object.keys(found).map(base))].sort()).toEqual(Object.keys(wanted).sort());
      for (const [key, text] of Object.entries(found))
        expect(places(text), `${language}/${room}.json ${key}`).toEqual(places(wanted[base(key)]!));
    },
  );

  it("choose the plural form of the language", async () => {
    const french = await loadLocale("fr");
    expect(french.t("shell.examples", { n: 1 })).toBe("1 exemple");
    expect(french.t("shell.examples", { n: 1200 })).toMatch(/^1.200 exemples$/);
  });
});

describe("a language", () => {
  it("is the first of the wanted ones that there is", () => {
    expect(chooseLanguage(["nl-BE", "fr-BE", "en"])).toBe("fr");
    expect(chooseLanguage(["nl"])).toBe("en");
  });

  it("never calls a score certain", () => {
    expect(new Locale("en").score(1)).toBe("99%");
    expect(new Locale("en").score(0)).toBe("1%");
  });

  it("writes times and sizes", () => {
    const locale = new Locale("en");
    expect(locale.ago(0, 180_000)).toBe("3 minutes ago");
    expect(locale.duration(120)).toBe("2 min");
    expect(locale.bytes(12_300_000)).toBe("12 MB");
  });
});
