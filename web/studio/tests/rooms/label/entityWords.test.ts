import { expect, test } from "vitest";
import {
  cleared,
  fromPoints,
  marked,
  textParts,
  toPoints,
} from "../../../src/rooms/label/entityWords";
import { foundLabels } from "../../../src/rooms/label/foundLabels";

const TEXT = "🚄 to Zürich, now";
const place = { start: 5, end: 11, name: "place", role: "" };

test("a text is its parts, in order, and its words are told from the space between", () => {
  const parts = textParts(TEXT);
  expect(parts.map((each) => each.text).join("")).toBe(TEXT);
  expect(parts.filter((each) => each.isWord).map((each) => each.text)).toContain("Zürich");
});

test("places are counted as the server counts, and back", () => {
  const at = TEXT.indexOf("Zürich");
  expect(toPoints(TEXT, at)).toBe(5);
  expect(fromPoints(TEXT, 5)).toBe(at);
});

test("an entity replaces those that it overlaps", () => {
  const wide = { ...place, start: 2, name: "way" };
  expect(marked([place], wide)).toEqual([wide]);
  const other = { ...place, start: 13, end: 16, name: "time" };
  expect(marked([other], place)).toEqual([place, other]);
  expect(cleared([place, other], { start: 0, end: 6 })).toEqual([other]);
});

test("labels are found by what is typed, without regard to case and accents", () => {
  expect(foundLabels(["red elm", "Élan", "oak"], "el")).toEqual(["Élan", "red elm"]);
  expect(foundLabels(["oak", "elm"], "")).toEqual(["oak", "elm"]);
});
