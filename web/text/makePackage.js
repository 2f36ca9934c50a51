// Makes a package of an encoder: encoders/ has each file of the Python package by its sha256, compressed.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

/**
 * Writes encoders/, the licence and copy.js into a package's own folder, or the whole package into another.
 * @param own - the URL of the package's own folder.
 * @param python - the name of the Python package whose files it takes.
 * @param folder - the path of the other folder.
 * @param files - the file and sha256 of each; by default those that the package's encoder.json names.
 */
export function makePackage(own, python, folder, files) {
  const source = new URL(`../../packages/${python}/`, import.meta.url);
  const model = new URL(`src/${python.replaceAll("-", "_")}/`, source);
  const target = folder ? pathToFileURL(`${resolve(folder)}/`) : own;
  const encoders = new URL("encoders/", target);
  rmSync(encoders, { recursive: true, force: true });
  mkdirSync(encoders, { recursive: true });
  for (const { file, sha256 } of files ?? described(model)) {
    const content = readFileSync(new URL(file, model));
    const found = createHash("sha256").update(content).digest("hex");
    if (found !== sha256)
      throw new Error(`${file} has sha256 ${found}, and ${sha256} is known`);
    writeFileSync(new URL(`${sha256}.gz`, encoders), gzipSync(content, { level: 9 }));
  }
  for (const name of ["LICENSE", "NOTICE"]) copy(name, source, target);
  copy("copy.js", new URL("./", import.meta.url), target);
  for (const name of ["package.json", "README.md"]) copy(name, own, target);
}

function described(model) {
  const { weights, vocabulary, code_points: codePoints } = JSON.parse(
    readFileSync(new URL("encoder.json", model), "utf8"),
  );
  return [weights, vocabulary, codePoints];
}

function copy(name, from, to) {
  if (from.href !== to.href) cpSync(new URL(name, from), new URL(name, to));
}
