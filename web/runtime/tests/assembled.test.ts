import { expect, test } from "vitest";
import { assemble } from "../scripts/assemble.js";
import { PRODUCTS } from "../src/encoders/text/products.wasm.js";
import { RESAMPLE } from "../src/modalities/image/resample.wasm.js";

test.each([
  ["modalities/image/resample.wat", RESAMPLE],
  ["encoders/text/products.wat", PRODUCTS],
])("the committed module equals the assembled %s", async (path, committed) => {
  expect(await assemble(path)).toBe(committed);
});
