import { expect, test } from "vitest";
import { assemble } from "../../scripts/assemble.js";
import { RESAMPLE } from "../../src/modalities/image/resample.wasm.js";

test("the committed module equals the assembled resample.wat", async () => {
  expect(await assemble()).toBe(RESAMPLE);
});
