import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadLocale } from "../../src/locales/locale";
import { needMessages } from "../../src/locales/messages";

const source = new URL("../../src/", import.meta.url);
const scripts = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) =>
  /(?<!schema)\.tsx?$/.test(path),
);
const rooms = readdirSync(new URL("rooms/", source));
const used = new RegExp(`["\`](${rooms.join("|")})\\.[a-zA-Z][\\w-]*`, "g");

describe("the messages of a room", () => {
  it("are those alone that its scripts use, beside the shell's", () => {
    const strange = scripts.flatMap((path) => {
      const own = /^rooms\/(\w+)\//.exec(path)?.[1];
      const found = [...readFileSync(new URL(path, source), "utf8").matchAll(used)];
      return found.filter(([, room]) => room !== own).map(([key]) => `${path}: ${key}`);
    });
    expect(strange).toEqual([]);
  });

  it("come with the room, in the language that is chosen before or after", async () => {
    const german = await loadLocale("de");
    expect(german.has("train.verdict_fine")).toBe(false);
    await needMessages("train");
    expect(german.t("train.verdict_fine")).toBe("Kein Overfitting");
    const spanish = await loadLocale("es");
    expect(spanish.has("train.verdict_fine")).toBe(true);
  });
});

describe("a locale", () => {
  it("keeps its language in whatever is taken out of it", async () => {
    const { t, has, number, score, percent, date, moment, ago, duration, bytes, list, compare } =
      await loadLocale("de");
    expect(t("shell.examples", { n: 1 })).toBe("1 Beispiel");
    expect(has("shell.examples")).toBe(true);
    expect(number(1234.5)).toBe("1.234,5");
    expect(score(1)).toMatch(/^99\s%$/);
    expect(percent(0.125, 1)).toMatch(/^12,5\s%$/);
    expect(date("2026-05-04T12:00:00")).toBe("04.05.2026");
    expect(moment("2026-05-04T12:00:00")).toContain("12:00");
    expect(ago(0, 180_000)).toBe("vor 3 Minuten");
    expect(duration(120)).toMatch(/^2\sMin\.$/);
    expect(bytes(1_200_000)).toMatch(/^1,2\sMB$/);
    expect(list(["a", "b"])).toBe("a und b");
    expect(compare("Ä", "Z")).toBeLessThan(0);
  });
});
