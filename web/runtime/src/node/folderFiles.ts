/** A bundle's files in a folder of this machine. */
import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { FileEntry, Files, SharedFile } from "../bundle/bundleFiles.js";
import { MANIFEST } from "../bundle/bundleNames.js";
import { checkSize, MOST_BYTES } from "../bundle/fileRules.js";
import { ZipFiles } from "../bundle/zipFiles.js";
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
    return entry.gzip === null ? read(path) : readPacked(path);
  }

  async readShared({ at, gzip }: SharedFile): Promise<Uint8Array | null> {
    if (at === null) return null;
    const path = join(this.where, at);
    return gzip === null ? read(path) : readPacked(path);
  }
}

/**
 * Reads and unpacks the compressed twin of a path.
 * @throws BundleDamagedError - there is none, or it is corrupt.
 */
export async function readPacked(path: string): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(await read(`${path}.gz`), { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    if (cause instanceof BundleDamagedError) throw cause;
    throw new BundleDamagedError(`${path}.gz is corrupt; copy the bundle again`, { cause });
  }
}

/** Reads a plain file: a device or a pipe may have no end, and opening it must not wait for a writer. */
async function read(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // Windows has none
    try {
      const found = await file.stat();
      if (!found.isFile()) throw unreadable(path, "it is not a plain file");
      checkSize(found.size, path);
      const content = new Uint8Array(found.size + 1);
      let length = 0;
      for (let bytes = -1; bytes !== 0 && length < content.length; length += bytes) {
        bytes = (await file.read(content, length)).bytesRead;
      }
      if (length > found.size) throw unreadable(path, "it grows while it is read");
      return content.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof BundleDamagedError) throw cause;
    throw unreadable(path, (cause as NodeJS.ErrnoException).code ?? String(cause), cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): BundleDamagedError {
  return new BundleDamagedError(`${path} can't be read (${why}); copy the bundle again, whole`, {
    cause,
  });
}
