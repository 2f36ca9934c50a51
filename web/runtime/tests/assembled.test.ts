import { expect, test } from "vitest";
import { assemble } from "../scripts/assemble.js";
import { SPEECH_KERNEL } from "../src/encoders/sound/speechKernel.wasm.js";
import { EXACT_KERNEL } from "../src/encoders/text/exactKernel.wasm.js";
import { RESAMPLE } from "../src/modalities/image/resample.wasm.js";

test.each([
  ["modalities/image/resample.wat", RESAMPLE],
  ["encoders/text/exactKernel.wat", EXACT_KERNEL],
  ["encoders/sound/speechKernel.wat", SPEECH_KERNEL],
])("the committed module equals the assembled %s", async (path, committed) => {
  expect(await assemble(path)).toBe(committed);
});
