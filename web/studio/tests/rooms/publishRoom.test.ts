import { describe, expect, test } from "vitest";
import { loadLocale } from "../../src/locales/locale";
import { needMessages } from "../../src/locales/messages";
import { cardBlocks } from "../../src/rooms/publish/cardBlocks";
import { byUrgency, checkText } from "../../src/rooms/publish/checkText";
import type { Check } from "../../src/rooms/publish/publishData";

await needMessages("publish");
const english = await loadLocale("en");
const check = (
  name: Check["name"],
  state: Check["state"],
  values: Check["values"] = {},
): Check => ({
  name,
  state,
  values,
  text: "the server's own words",
});

describe("a check before publishing", () => {
  test("is told with its figures, in the plural that they need", () => {
    const one = check("changed", "warning", { count: 1, run: 3 });
    expect(checkText(one, english)).toBe(
      "1 labelled example has changed since run 3. Train again to use it.",
    );
    const tested = check("tested", "passed", { accuracy: 0.91, examples: 1200, run: 3 });
    expect(checkText(tested, english)).toContain("91% right in the test, on 1,200 examples");
  });

  test("that refuses for a reason of the server's is told in its words", () => {
    expect(checkText(check("answers", "refused"), english)).toBe("the server's own words");
    const strange = check("overfitting", "warning", { kind: "something new" });
    expect(checkText(strange, english)).toBe("the server's own words");
  });

  test("stands before others where it needs attention", () => {
    const found = byUrgency([
      check("settled", "passed"),
      check("sure", "warning"),
      check("tested", "refused"),
    ]);
    expect(found.map((each) => each.state)).toEqual(["refused", "warning", "passed"]);
  });
});

describe("a card", () => {
  test("is read as headings, paragraphs, lists and tables", () => {
    const card =
      "# trees\n\n## Labels\n\nTwo:\n- oak\n- elm\n\n| a | b |\n|---|---|\n| 1 | x\\|y |";
    expect(cardBlocks(card)).toEqual([
      { kind: "heading", level: 1, text: "trees" },
      { kind: "heading", level: 2, text: "Labels" },
      { kind: "text", text: "Two:" },
      { kind: "list", items: ["oak", "elm"] },
      {
        kind: "table",
        rows: [
          ["a", "b"],
          ["1", "x|y"],
        ],
      },
    ]);
  });

  test("shows what people wrote as it was written", () => {
    const [text] = cardBlocks("\\# no \\*heading\\* &lt;b&gt; &amp;amp;");
    expect(text).toEqual({ kind: "text", text: "# no *heading* <b> &amp;" });
  });
});
