/** A bundle's files in a folder of this machine. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { ZipFiles } from "../bundle/bundle.js";
import type { FileEntry, Files } from "../bundle/bundleFiles.js";
import { MOST_BYTES } from "../bundle/fileRules.js";
import { MANIFEST } from "../bundle/bundleNames.js";
import { BundleDamagedError, FunctionNotFoundError } from "../errors.js";

/**
 * Returns the files of the bundle at a path: a folder, or one .zip.
 * @throws FunctionNotFoundError - there is nothing, or something else.
 */
export async function filesAt(path: string): Promise<Files> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() && path.endsWith(".zip")) return ZipFiles.open(await read(path), path);
  if (found?.isDirectory() && (await stat(join(path, MANIFEST)).catch(() => null))) {
    return new FolderFiles(path, null);
  }
  throw new FunctionNotFoundError(
    `there is no published function at ${path}: give a bundle's folder (with a ${MANIFEST} in it), ` +
      "or its .zip",
  );
}

/** The files of a folder; graphs may lie in another one, by their hash. */
export class FolderFiles implements Files {
  constructor(
    readonly where: string,
    private readonly graphs: string | null,
  ) {}

  readManifest(): Promise<Uint8Array> {
    return read(join(this.where, MANIFEST));
  }

  async read(name: string, entry: FileEntry): Promise<Uint8Array> {
    const path =
      this.graphs !== null && name.endsWith(".tflite")
        ? join(this.graphs, `${entry.sha256}.tflite`)
        : join(this.where, name);
    if (entry.gzip === null) return read(path);
    try {
      return await promisify(gunzip)(await read(`${path}.gz`), { maxOutputLength: MOST_BYTES });
    } catch (cause) {
      if (cause instanceof BundleDamagedError) throw cause;
      throw new BundleDamagedError(`${path}.gz is corrupt; copy the bundle again`, { cause });
    }
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) {
      throw new BundleDamagedError(
        `${path} is ${size} bytes; no file of a bundle may be over ${MOST_BYTES}`,
      );
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof BundleDamagedError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new BundleDamagedError(`${path} can't be read (${code}); copy the bundle again, whole`, {
      cause,
    });
  }
}
