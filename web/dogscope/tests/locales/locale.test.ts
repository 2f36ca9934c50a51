import { describe, expect, it } from "vitest";
import { chooseLanguage, loadLocale, Locale } from "../../src/locales/locale";
import { BEAGLE } from "../sampleRecords";

const en = new Locale("en");

describe("a message", () => {
  it("is filled in, with numbers in the language's own format", async () => {
    expect(en.t("welcome.download", { size: "12 MB" })).toBe("This downloads 12 MB, once.");
    expect(en.t("kennel.shown", { n: 1234 })).toBe("1,234 kinds shown");
    const fr = await loadLocale("fr");
    expect(fr.t("kennel.shown", { n: 1234 })).toMatch(/^1\s234 sortes/);
    const de = await loadLocale("de");
    expect(de.t("kennel.shown", { n: 1234 })).toBe("1.234 Arten angezeigt");
  });

  it("does not treat a value as a pattern", () => {
    const name = "$& {name} $1";
    expect(en.t("mine.forget", { name })).toBe(`Forget ${name}`);
    expect(en.t("mine.forget")).toBe("Forget {name}");
  });

  it("has the plural form of its number", async () => {
    expect([0, 1, 2].map((n) => en.t("photo.found", { n }))).toEqual([
      "0 dogs found",
      "1 dog found",
      "2 dogs found",
    ]);
    expect(en.t("kennel.caught", { n: 1 })).toBe("caught once");
    const fr = await loadLocale("fr");
    expect(fr.t("photo.found", { n: 0 })).toBe("0 chien trouvé");
    expect(fr.t("photo.found", { n: 1_000_000 })).toMatch(/chiens/);
  });

  it("is in English where the language lacks it", () => {
    const bare = new Locale("pl", { texts: {}, breeds: {} });
    expect(bare.t("close")).toBe("Close");
    expect(bare.t("photo.found", { n: 3 })).toBe("3 dogs found"); // `few`, a form that English lacks
    expect(bare.breed(BEAGLE)).toBe("Beagle");
  });
});

describe("the locale formats", () => {
  it("a breed's name with a capital letter", async () => {
    expect(en.breed(BEAGLE)).toBe("Beagle");
    expect(en.breed("n00000000")).toBe("N00000000");
    const fr = await loadLocale("fr");
    expect(fr.breed(BEAGLE)).toBe("Beagle");
  });

  it.each([
    ["fr", "Berger allemand", "Dogue allemand"],
    ["de", "Deutscher Schäferhund", "Deutsche Dogge"],
    ["es", "Pastor alemán", "Gran danés"],
  ])("a breed's usual name in %s", async (language, shepherd, dane) => {
    const locale = await loadLocale(language);
    expect([locale.breed("n02106662"), locale.breed("n02109047")]).toEqual([shepherd, dane]);
  });

  it("a score without ever claiming certainty", () => {
    expect([1, 0.999, 0.873, 0.004, 0].map((share) => en.percent(share))).toEqual([
      "99%",
      "99%",
      "87%",
      "1%",
      "1%",
    ]);
  });

  it("a size, with a fraction only for a small one", () => {
    expect([0, 1_250_000, 99_400_000, 99_600_000].map((bytes) => en.megabytes(bytes))).toEqual([
      "0.0 MB",
      "1.3 MB",
      "99.4 MB",
      "100 MB",
    ]);
  });

  it("a list, a country, and the language's own name", async () => {
    const fr = await loadLocale("fr");
    expect([en.country("DE"), fr.country("DE")]).toEqual(["Germany", "Allemagne"]);
    expect(["de", "es", "fr"].map((code) => en.languageName(code))).toEqual([
      "Deutsch",
      "Español",
      "Français",
    ]);
    const es = await loadLocale("es");
    expect(es.list(["negro", "blanco"])).toBe("negro y blanco");
    expect(es.either(["Beagle", "otterhound"])).toBe("Beagle u otterhound");
  });

  it("a record's time, as the clock stood where it was made", () => {
    const at = Date.UTC(2026, 6, 2, 3, 30); // half past eleven in the evening of July 1 in New York
    const caught = { at, offset: -240 };
    expect(en.day(caught)).toBe("July 1, 2026");
    expect(en.moment(caught)).toMatch(/^Jul 1, 2026, 11:30\sPM$/);
    expect(en.time({ at, offset: 120 })).toMatch(/^5:30\sAM$/);
    expect(en.day({ at, offset: null })).toBe(en.day(at)); // an older record: this device's clock
  });
});

describe("the language", () => {
  it.each([
    [["fr-CA", "en"], "fr"],
    [["FR"], "fr"],
    [["de-AT", "en"], "de"],
    [["es-419"], "es"],
    [["xx", "fr-FR"], "fr"],
    [["en-GB", "fr"], "en"],
    [["xx-YY"], "en"],
    [["frr"], "en"], // North Frisian is no French
    [[""], "en"],
    [[], "en"],
  ])("for %j is %s", (wanted, language) => {
    expect(chooseLanguage(wanted)).toBe(language);
  });

  it("is loaded, or English where there is no such language", async () => {
    expect((await loadLocale("fr")).t("close")).toBe("Fermer");
    for (const code of ["en", "xx", "../en", "__proto__"]) {
      const locale = await loadLocale(code);
      expect([locale.language, locale.t("close")]).toEqual(["en", "Close"]);
    }
  });
});
