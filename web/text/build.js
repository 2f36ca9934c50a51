// Makes encoders/ of the files of the Python package vizsla-text: each by its sha256, compressed.
// node build.js [FOLDER]: writes the whole package to another folder.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const own = new URL("./", import.meta.url);
const source = new URL("../../packages/vizsla-text/", own);
const model = new URL("src/vizsla_text/", source);
const target = process.argv[2] ? pathToFileURL(`${resolve(process.argv[2])}/`) : own;

const described = JSON.parse(readFileSync(new URL("encoder.json", model), "utf8"));
const encoders = new URL("encoders/", target);
rmSync(encoders, { recursive: true, force: true });
mkdirSync(encoders, { recursive: true });
for (const { file, sha256 } of [described.weights, described.vocabulary, described.code_points]) {
  const content = readFileSync(new URL(file, model));
  const found = createHash("sha256").update(content).digest("hex");
  if (found !== sha256)
    throw new Error(`${file} has sha256 ${found}, and encoder.json says ${sha256}`);
  writeFileSync(new URL(`${sha256}.gz`, encoders), gzipSync(content, { level: 9 }));
}
for (const name of ["LICENSE", "NOTICE"]) cpSync(new URL(name, source), new URL(name, target));
if (target.href !== own.href) {
  for (const name of ["package.json", "README.md", "copy.js"]) {
    cpSync(new URL(name, own), new URL(name, target));
  }
}
