/** The files that functions of texts or sounds share, in the packages that bring them. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SharedFile } from "../bundle/bundleFiles.js";
import { readPacked } from "./folderFiles.js";

/** Returns a file's content; null where the package is not installed, or has other files. */
export async function fromPackage(
  { sha256 }: SharedFile,
  name: string,
): Promise<Uint8Array | null> {
  const folder = packageFolder(name);
  if (folder === null) return null;
  return readPacked(join(folder, "encoders", sha256)).catch(() => null);
}

function packageFolder(name: string): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}
