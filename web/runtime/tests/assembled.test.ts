import { expect, test } from "vitest";
import { assemble } from "../scripts/assemble.js";
import { EXACT_KERNEL } from "../src/encoders/text/exactKernel.wasm.js";
import { RESAMPLE } from "../src/modalities/image/resample.wasm.js";

test.each([
  ["modalities/image/resample.wat", RESAMPLE],
  ["encoders/text/exactKernel.wat", EXACT_KERNEL],
])("the committed module equals the assembled %s", async (path, committed) => {
  expect(await assemble(path)).toBe(committed);
});
