import { expect, test } from "vitest";
import type { Features, Gain } from "../../src/rooms/features/featureData";
import {
  effectOf,
  gainsOf,
  needsMeasuring,
  phrasesOf,
  reachOf,
} from "../../src/rooms/features/gains";

const GAIN: Gain = {
  helps: true,
  difference: 0.05,
  low: 0.01,
  high: 0.09,
  examples: 200,
  found: 40,
  outdated: false,
};
const NONE: Features = {
  of_texts: true,
  columns: [],
  phrase_lists: [],
  patterns: [],
  entities: [],
  expressions: [],
  measured_at: null,
};

test("a gain helps, makes scores better, does nothing, or has to be measured", () => {
  expect(effectOf(GAIN)).toBe("helps");
  expect(effectOf({ ...GAIN, difference: 0 })).toBe("scores");
  expect(effectOf({ ...GAIN, helps: false })).toBe("nothing");
  expect(effectOf({ ...GAIN, outdated: true })).toBe("outdated");
  expect(effectOf({ ...GAIN, helps: false, found: 0 })).toBe("absent");
  expect(effectOf(null)).toBe("unmeasured");
});

test("all intervals fit on the scale", () => {
  expect(reachOf([GAIN, null, { ...GAIN, low: -0.2 }])).toBe(0.2);
  expect(reachOf([null])).toBeGreaterThan(0);
});

test("a feature that was never measured, or changed since, is to be measured", () => {
  const list = { name: "machines", phrases: ["atm"], labels: null, gain: GAIN };
  const measured = { ...NONE, phrase_lists: [list] };
  expect(gainsOf(measured)).toEqual([GAIN]);
  expect(needsMeasuring(measured)).toBe(false);
  expect(needsMeasuring({ ...measured, phrase_lists: [{ ...list, gain: null }] })).toBe(true);
});

test("phrases stand one in each line, or in one line with commas", () => {
  expect(phrasesOf("atm\ncash machine\n\natm ")).toEqual(["atm", "cash machine"]);
  expect(phrasesOf("atm, cash machine,")).toEqual(["atm", "cash machine"]);
  expect(phrasesOf("hello, world\nbye")).toEqual(["hello, world", "bye"]);
  expect(phrasesOf("  ")).toEqual([]);
});
