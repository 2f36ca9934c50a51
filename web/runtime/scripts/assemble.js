// Assembles src/modalities/image/resample.wat into resample.wasm.ts, which is committed, so that users
// of the runtime need no assembler. A test compares the two.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import wabt from "wabt";

const folder = new URL("../src/modalities/image/", import.meta.url);

/** The module's bytes in base64. */
export async function assemble() {
  const { parseWat } = await wabt();
  const module = parseWat("resample.wat", readFileSync(new URL("resample.wat", folder), "utf8"), {
    simd: true,
  });
  return Buffer.from(module.toBinary({}).buffer).toString("base64");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = (await assemble()).match(/.{1,80}/g).map((line) => `  "${line}"`);
  const source = `// Made from resample.wat by scripts/assemble.js.\nexport const RESAMPLE = [\n${lines.join(",\n")},\n].join("");\n`;
  writeFileSync(new URL("resample.wasm.ts", folder), source);
}
