import { expect, test } from "vitest";
import { assemble } from "../../scripts/assemble.js";
import { RESAMPLE } from "../../src/modalities/image/resample.wasm.js";

test("the committed module is what resample.wat assembles to", async () => {
  expect(await assemble()).toBe(RESAMPLE);
});
