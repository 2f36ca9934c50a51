// Assembles each NAME.wat into NAME.wasm.ts, which is committed, so that users of the runtime need no
// assembler. A test compares the two.
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import wabt from "wabt";

const SOURCES = [
  "modalities/image/resample.wat",
  "encoders/text/exactKernel.wat",
  "encoders/sound/speechKernel.wat",
];
const folder = new URL("../src/", import.meta.url);

/** The bytes in base64 of the module whose source is at a path in src. */
export async function assemble(path) {
  const { parseWat } = await wabt();
  const module = parseWat(basename(path), readFileSync(new URL(path, folder), "utf8"), {
    simd: true,
  });
  return Buffer.from(module.toBinary({}).buffer).toString("base64");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of SOURCES) {
    const lines = (await assemble(path)).match(/.{1,80}/g).map((line) => `  "${line}"`);
    const constant = basename(path, ".wat").replace(/[A-Z]/g, "_$&").toUpperCase();
    const source = `// Made from ${basename(path)} by scripts/assemble.js.\nexport const ${constant} = [\n${lines.join(",\n")},\n].join("");\n`;
    writeFileSync(new URL(path.replace(/wat$/, "wasm.ts"), folder), source);
  }
}
