// Writes engine.json, the hashes of the engine's files, which the build and the runtime hold to, and
// leanFunctions.json, the functions that the lean builds keep. To be run by hand when the engine or a
// graph is changed, after the comparison with Python has passed.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { countFunctions, leanModule, packNumbers, withNamed } from "./leanModule.js";
import { outputsOf, traceEngine } from "./traceEngine.js";

const wasm = new URL("../node_modules/@litertjs/core/wasm/", import.meta.url);
const WHOLE = {
  relaxed: "litert_wasm_internal",
  compatible: "litert_wasm_compat_internal",
  threaded: "litert_wasm_threaded_internal",
};
/** The lean builds, and what each is made of. */
const LEAN = {
  "relaxed-lean": { of: "relaxed", name: "litert_wasm_lean.wasm" },
  "compatible-lean": { of: "compatible", name: "litert_wasm_compat_lean.wasm" },
};

const read = (name) => readFileSync(new URL(name, wasm));

function entry(name, content) {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { name, sha256, bytes: content.length };
}

// Node 20 has this behind a flag.
setFlagsFromString("--experimental-wasm-relaxed-simd");
const pinned = {};
for (const [variant, stem] of Object.entries(WHOLE)) {
  const [script, module] = [`${stem}.js`, `${stem}.wasm`];
  pinned[variant] = { script: entry(script, read(script)), wasm: entry(module, read(module)) };
}
const lean = {};
for (const [variant, { of, name }] of Object.entries(LEAN)) {
  const content = read(pinned[of].wasm.name);
  const script = read(pinned[of].script.name).toString("utf8");
  const ran = await traceEngine(of, script, content);
  const kept = withNamed(content, ran);
  const made = leanModule(content, kept);
  const [ours, theirs] = [await outputsOf(of, script, made), await outputsOf(of, script, content)];
  if (ours !== theirs) throw new Error(`${variant} computes other numbers than ${of}`);
  pinned[variant] = { script: pinned[of].script, wasm: entry(name, made) };
  lean[variant] = { of, functions: packNumbers(kept, countFunctions(content)) };
  console.log(`${variant}: ${ran.size} functions ran, ${kept.size} are kept, ${made.length} bytes`);
}
write("engine.json", pinned);
write("leanFunctions.json", lean);

function write(name, value) {
  writeFileSync(new URL(`../${name}`, import.meta.url), `${JSON.stringify(value, null, 2)}\n`);
}
