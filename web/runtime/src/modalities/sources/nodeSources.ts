/** Files as Node has them: paths, URLs, buffers and Blobs. */
import { Buffer } from "node:buffer";
import { open, type FileHandle } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { concatenate } from "../../bytes/bytes.js";
import { InputError, InputNotFoundError, InputTooLargeError, UrlError } from "../../errors.js";
import type { ReadOptions } from "../base.js";
import type { FileContent, FilePayload } from "./filePayload.js";
import { checkByteCount, type InputLimits } from "./inputLimits.js";
import { download } from "./nodeDownload.js";

/** A source that is a file: a path, an http(s) URL, or its content. */
export type NodeFile = string | URL | Uint8Array | ArrayBuffer | Blob;

const SCHEME = /^\s*(?:[a-z][a-z0-9+.-]+:\/\/|(?:https?|file|data):)/i;
const CHUNK = 2 ** 20;

/** Whether a text is meant as a URL rather than as a path; a scheme of one letter is a drive. */
export function isUrl(text: string): boolean {
  return SCHEME.test(text);
}

/**
 * Packs a path, a URL, bytes or a Blob; null for anything else.
 * @throws UrlError - it is no valid URL.
 */
export function packFile(source: unknown): FilePayload | null {
  if (typeof source === "string" && !isUrl(source)) return { kind: "path", path: source };
  if (typeof source === "string" || source instanceof URL) {
    const url = parseUrl(source);
    return url.protocol === "file:"
      ? { kind: "path", path: fileURLToPath(url) }
      : { kind: "url", url: url.href };
  }
  if (source instanceof Blob) {
    return { kind: "blob", blob: source, name: `a Blob of ${source.size} bytes` };
  }
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) {
    const bytes = Uint8Array.from(source instanceof Uint8Array ? source : new Uint8Array(source));
    const what = Buffer.isBuffer(source) ? "a Buffer" : "an array";
    return { kind: "bytes", bytes, name: `${what} of ${bytes.length} bytes` };
  }
  return null;
}

function parseUrl(source: string | URL): URL {
  try {
    return new URL(source);
  } catch (cause) {
    throw new UrlError(`${String(source).slice(0, 200)} is not a valid URL. Check it.`, { cause });
  }
}

/**
 * Returns a file's content.
 * @throws InputNotFoundError - there is no such file.
 * @throws InputTooLargeError - it has more bytes than the limits allow.
 * @throws UrlError - its URL is not allowed, or does not answer with it.
 */
export async function readFileBytes(
  payload: FilePayload,
  options: ReadOptions,
): Promise<FileContent> {
  const { limits } = options;
  switch (payload.kind) {
    case "bytes":
      checkByteCount(payload.bytes.byteLength, payload.name, limits);
      return { bytes: payload.bytes as Uint8Array<ArrayBuffer>, name: payload.name };
    case "blob": {
      checkByteCount(payload.blob.size, payload.name, limits);
      return { bytes: new Uint8Array(await payload.blob.arrayBuffer()), name: payload.name };
    }
    case "path":
      return { bytes: await readPath(payload.path, limits), name: payload.path };
    case "url": {
      const name = payload.url.slice(0, 200);
      if (!payload.url.startsWith("data:")) {
        return { bytes: await download(payload.url, options), name };
      }
      const bytes = new Uint8Array(await (await fetch(payload.url)).arrayBuffer());
      checkByteCount(bytes.length, name, limits);
      return { bytes, name };
    }
  }
}

async function readPath(path: string, limits: InputLimits): Promise<Uint8Array<ArrayBuffer>> {
  if (path === "") throw new InputNotFoundError("The path is empty. Give the name of a file.");
  let file: FileHandle | null = null;
  try {
    file = await open(path);
    const found = await file.stat();
    if (found.isDirectory()) throw isFolder(path);
    checkByteCount(found.size, path, limits);
    return await readAll(file, path, limits);
  } catch (cause) {
    throw cause instanceof InputError ? cause : pathError(path, cause as NodeJS.ErrnoException);
  } finally {
    await file?.close();
  }
}

/** Reads to the end; a device or a pipe may be endless, whatever its size says. */
async function readAll(
  file: FileHandle,
  path: string,
  limits: InputLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; length <= limits.maxBytes;) {
    const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK), 0, CHUNK);
    if (bytesRead === 0) return concatenate(parts);
    parts.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  throw new InputTooLargeError(
    `${path} has more than ${limits.maxBytes.toLocaleString("en")} bytes. Give a smaller file, or ` +
      "raise limits.maxBytes.",
  );
}

function isFolder(path: string): InputError {
  return new InputError(`${path} is a folder. Give the files in it, such as to over().`);
}

function pathError(path: string, cause: NodeJS.ErrnoException): InputError {
  const { code } = cause;
  if (code === "EISDIR") return isFolder(path);
  if (code === "EACCES" || code === "EPERM") {
    const message = `${path} may not be read: permission denied. Change its permissions.`;
    return new InputError(message, { cause });
  }
  return new InputNotFoundError(
    `${path} can't be read (${code ?? String(cause)}). Check its name.`,
    {
      cause,
    },
  );
}
