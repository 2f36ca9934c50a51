/** The files that functions of texts share, in the package that brings them. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SharedFile } from "../bundle/bundleFiles.js";
import { readPacked } from "./folderFiles.js";

const PACKAGE = "@vizsla/text";

/** Returns a file's content; null where the package is not installed, or has other files. */
export async function fromPackage({ sha256 }: SharedFile): Promise<Uint8Array | null> {
  const folder = packageFolder();
  if (folder === null) return null;
  return readPacked(join(folder, "encoders", sha256)).catch(() => null);
}

function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch {
    return null;
  }
}
