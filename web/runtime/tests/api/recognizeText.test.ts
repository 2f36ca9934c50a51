import fc from "fast-check";
import { expect, test } from "vitest";
import { recognizeText } from "../../src/api/recognizeText.js";
import { InputUnclearError, OptionError, VizslaError } from "../../src/errors.js";

const en = { language: "en" } as const;

test("entities are slices of the user's own string, with what they mean", async () => {
  const text = "🐕🐕 cost $1,250.50, write to Jo@example.org";
  const { answer, entities, language } = await recognizeText(text, en);
  expect(entities.map(({ kind, value }) => [kind, value["value"]])).toEqual([
    ["currency", "1250.5"],
    ["email", "jo@example.org"],
  ]);
  for (const { text: part, start, end } of entities) expect(text.slice(start, end)).toBe(part);
  expect(answer).toBe("Jo@example.org"); // the surest
  expect(language).toBe("en");
});

test("the language is told from the words", async () => {
  const found = await recognizeText("Das kostet 1.250,75 Euro im Jahr, und das ist nicht viel");
  expect([found.language, found.entities[0]?.value]).toEqual([
    "de",
    { value: "1250,75", unit: "Euro", isoCurrency: "EUR" },
  ]);
  expect((await recognizeText("jo@example.org")).entities).toHaveLength(1);
  await expect(recognizeText("Это стоит сорок долларов")).rejects.toThrow(InputUnclearError);
});

test("dates are resolved against a moment and a zone of the caller's", async () => {
  const resolved = async (reference: Date | string, zone?: string) => {
    const options = { ...en, reference, ...(zone ? { zone } : {}) };
    const { entities } = await recognizeText("see you tomorrow", options);
    return entities.map(({ kind, value }) => [kind, value["values"]]);
  };
  const day = (timex: string) => [["datetimeV2.date", [{ timex, type: "date", value: timex }]]];
  expect(await resolved("2024-02-28T23:30")).toEqual(day("2024-02-29"));
  expect(await resolved("2024-02-28T23:30Z", "Asia/Tokyo")).toEqual(day("2024-03-01"));
  expect(await resolved(new Date(2024, 1, 28, 12))).toEqual(day("2024-02-29"));
  await expect(resolved("soon")).rejects.toThrow(OptionError);
  await expect(resolved("2024-02-28", "Nowhere/None")).rejects.toThrow(OptionError);
});

test("a text without entities has no answer", async () => {
  const found = await recognizeText("Nothing to see here", en);
  expect([found.answer, found.entities, found.alternatives]).toEqual([null, [], []]);
  expect(String(found)).toMatch(/^none of these \(0\.\d+\)$/);
});

test("options choose what is found", async () => {
  const kinds = async (...wanted: ("number" | "quotedText")[]) =>
    (await recognizeText('"two" of 3', { ...en, kinds: wanted })).entities.map(({ kind }) => kind);
  expect(await kinds("number")).toEqual(["number", "number"]);
  expect(await kinds("number", "quotedText")).toEqual(["quotedText", "number"]);
  const closed = await recognizeText("from 1 to 3", { ...en, closedRanges: true });
  expect(closed.entities[0]?.value).toEqual({ value: "[1,3]" });
  const { alternatives, sure } = await recognizeText("1 or 2 or 3", {
    ...en,
    top: 2,
    threshold: 1,
  });
  expect([alternatives.length, sure]).toEqual([2, false]);
});

test.each([
  [{ language: "xx" }, "'xx'|\"xx\""],
  [{ kinds: ["colour"] }, "colour"],
  [{ colour: 1 }, "colour"],
  [{ top: 0 }, "top"],
  [{ threshold: 2 }, "threshold"],
  [{ limits: { maxCharacters: 0 } }, "maxCharacters"],
])("the wrong option %j is named", async (options, message) => {
  const call = recognizeText("a", options as never);
  await expect(call).rejects.toThrow(OptionError);
  await expect(call).rejects.toThrow(new RegExp(message));
});

test.each([
  [7, "input-type"],
  ["", "input-damaged"],
  ["a\ud800", "input-format"],
  ["a".repeat(100_001), "input-too-large"],
])("a text that can't be used is refused: %#", async (text, code) => {
  await expect(recognizeText(text as string, en)).rejects.toMatchObject({ code });
});

test("100,000 characters are read, whatever their size in memory", async () => {
  const { entities } = await recognizeText("🐕".repeat(99_998) + " 7", en);
  expect(entities.map(({ start, end }) => [start, end])).toEqual([[199_997, 199_998]]);
});

test.each([
  "1",
  "twenty five ",
  "1-2-",
  "1/2/",
  "a@",
  "::1",
  "(1) ",
  "http://",
  "www.",
  "may ",
  "from 1 to ",
])("a text that repeats %j is read to its end", async (piece) => {
  const text = piece.repeat(10_000).slice(0, 10_000);
  const { entities } = await recognizeText(text, en);
  for (const { end } of entities) expect(end).toBeLessThanOrEqual(text.length);
});

test("no text breaks it", async () => {
  const text = fc.string({ unit: "binary", maxLength: 60 });
  const language = fc.constantFrom("auto", "en", "de", "fr", "zh", "ja");
  await fc.assert(
    fc.asyncProperty(text, language, async (source, chosen) => {
      try {
        const { entities } = await recognizeText(source, { language: chosen as "en" });
        for (const each of entities) expect(source.slice(each.start, each.end)).toBe(each.text);
      } catch (error) {
        expect(error).toBeInstanceOf(VizslaError);
      }
    }),
  );
});
