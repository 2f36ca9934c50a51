import { expect, it } from "vitest";
import { thresholdsOf, thresholdsText, withThreshold } from "../../src/state/labelThresholds";

it("thresholds of labels go through an address", () => {
  const chosen = withThreshold(withThreshold({}, "bill", 0.8), "a&b", 0.9);
  const search = new URLSearchParams({ thresholds: thresholdsText(chosen)! });
  expect(thresholdsOf(new URLSearchParams(search.toString()))).toEqual({ bill: 0.8, "a&b": 0.9 });
  expect(thresholdsText(withThreshold({ bill: 0.8 }, "bill", null))).toBeNull();
});

it("what is no threshold is left out", () => {
  for (const text of ["", "{", "null", "7", '{"bill":"x"}', '{"bill":2}'])
    expect(thresholdsOf(new URLSearchParams({ thresholds: text }))).toEqual({});
});
