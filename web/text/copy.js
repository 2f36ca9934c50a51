#!/usr/bin/env node
// npx vizsla-text public/vizsla: copies the encoder beside the runtime's files, in a folder that is served.
import { cpSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.argv[2];
const { bin } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
if (folder === undefined || folder.startsWith("-")) {
  console.error(
    `Usage: npx ${Object.keys(bin)[0]} FOLDER\n\nCopies the encoder to FOLDER/encoders, where FOLDER ` +
      "is that of\nnpx vizsla-runtime, such as public/vizsla.",
  );
  process.exit(folder === undefined ? 2 : 0);
}
const encoders = fileURLToPath(new URL("encoders/", import.meta.url));
cpSync(encoders, join(resolve(folder), "encoders"), { recursive: true });
console.log(`The encoder is in ${join(folder, "encoders")}.`);
