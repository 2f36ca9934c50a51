#!/usr/bin/env node
// npx vizsla-runtime public/vizsla: copies what a page needs to a folder that is served.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const folder = process.argv[2];
if (folder === undefined || folder.startsWith("-")) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  console.error(
    `@vizsla/runtime ${version}\nUsage: npx vizsla-runtime FOLDER\n\n` +
      "Copies the runtime's files (worker, engine, shipped functions) to FOLDER, such as\n" +
      'public/vizsla. Then say in the page: configure({ base: "/vizsla/" }).\n' +
      "Where onnxruntime-web is installed, it is copied, too: @vizsla/runtime/listen needs it.",
  );
  process.exit(folder === undefined ? 2 : 0);
}
const LEFT_OUT = new Set([
  ...["types", "node.js", "copy.js", "zip.js"], // of no use to a page
  ...["listenNode.js", "listenNodeWorker.js"],
]);
cpSync(fileURLToPath(new URL("./", import.meta.url)), resolve(folder), {
  recursive: true,
  filter: (source) => !LEFT_OUT.has(basename(source)),
});
console.log(`The runtime is in ${folder}.`);
copyListeningEngine();

/** Copies what of onnxruntime-web runs on one thread, compressed: not every host does that. */
function copyListeningEngine() {
  const dist = distOf("onnxruntime-web/wasm");
  if (dist === null) return;
  const to = join(resolve(folder), "onnxruntime");
  mkdirSync(to, { recursive: true });
  cpSync(join(dist, "ort.wasm.bundle.min.mjs"), join(to, "ort.js"));
  const wasm = readFileSync(join(dist, "ort-wasm-simd-threaded.wasm"));
  writeFileSync(join(to, "ort.wasm.gz"), gzipSync(wasm, { level: 9 }));
  console.log(`onnxruntime-web is in ${to}, for @vizsla/runtime/listen.`);
}

/** Returns the folder of an installed package's module: beside this one, or where the command runs. */
function distOf(name) {
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return dirname(createRequire(from).resolve(name));
    } catch {
      // It is not installed there.
    }
  }
  return null;
}
