#!/usr/bin/env node
// npx vizsla-runtime public/vizsla: copies what a page needs to a folder that is served.
import { cpSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.argv[2];
if (folder === undefined || folder.startsWith("-")) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  console.error(
    `@vizsla/runtime ${version}\nUsage: npx vizsla-runtime FOLDER\n\n` +
      "Copies the runtime's files (worker, engine, shipped functions) to FOLDER, such as\n" +
      'public/vizsla. Then say in the page: configure({ base: "/vizsla/" }).',
  );
  process.exit(folder === undefined ? 2 : 0);
}
const LEFT_OUT = new Set(["types", "node.js", "copy.js", "zip.js"]); // of no use to a page
cpSync(fileURLToPath(new URL("./", import.meta.url)), resolve(folder), {
  recursive: true,
  filter: (source) => !LEFT_OUT.has(basename(source)),
});
console.log(`The runtime is in ${folder}.`);
