// Writes engine.json: the hashes of the engine's files, which the build and the runtime hold to.
// To be run by hand when the engine is changed, after the comparison with Python has passed.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const wasm = new URL("../node_modules/@litertjs/core/wasm/", import.meta.url);
const VARIANTS = {
  relaxed: "litert_wasm_internal",
  compatible: "litert_wasm_compat_internal",
  threaded: "litert_wasm_threaded_internal",
};

function entry(name) {
  const content = readFileSync(new URL(name, wasm));
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { name, sha256, bytes: content.length };
}

const pinned = Object.fromEntries(
  Object.entries(VARIANTS).map(([variant, stem]) => [
    variant,
    { script: entry(`${stem}.js`), wasm: entry(`${stem}.wasm`) },
  ]),
);
const text = `${JSON.stringify(pinned, null, 2)}\n`;
writeFileSync(new URL("../engine.json", import.meta.url), text);
