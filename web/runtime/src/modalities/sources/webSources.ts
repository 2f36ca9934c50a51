/** Files as a browser has them: packed on the page, read in the worker. */
import { readBody } from "../../bytes/readBody.js";
import { withTimeout } from "../../cancellation.js";
import { InputFormatError, UrlError } from "../../errors.js";
import type { ReadOptions } from "../base.js";
import type { FilePayload } from "./filePayload.js";
import { checkByteCount, tooManyUrlBytes } from "./inputLimits.js";

/** Returns the address that others are relative to. */
export function pageAddress(): string {
  return typeof document === "undefined" ? location.href : document.baseURI;
}

/** Packs a Blob, bytes or an address; null for anything else. */
export function packFile(source: unknown): FilePayload | null {
  if (typeof source === "string" || source instanceof URL) {
    return { kind: "url", url: new URL(source, pageAddress()).href };
  }
  if (source instanceof Blob) {
    const name = source instanceof File ? source.name : `a Blob of ${source.size} bytes`;
    return { kind: "blob", blob: source, name };
  }
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    const blob = new Blob([source as BlobPart]);
    return { kind: "blob", blob, name: `${blob.size} bytes` };
  }
  return null;
}

/**
 * Returns a file's content as a Blob.
 * @throws UrlError - its address does not answer with it.
 * @throws InputTooLargeError - it has more bytes than the limits allow.
 */
export async function readBlob(
  payload: FilePayload,
  options: ReadOptions,
): Promise<{ blob: Blob; name: string }> {
  switch (payload.kind) {
    case "blob":
      checkByteCount(payload.blob.size, payload.name, options.limits);
      return payload;
    case "bytes": {
      checkByteCount(payload.bytes.byteLength, payload.name, options.limits);
      const blob = new Blob([payload.bytes as Uint8Array<ArrayBuffer>]);
      return { blob, name: payload.name };
    }
    case "url":
      return { blob: await fetchBlob(payload.url, options), name: payload.url };
    case "path":
      throw new InputFormatError(`${payload.path} is a path, and a browser has none. Give a File.`);
  }
}

async function fetchBlob(url: string, { limits, signal }: ReadOptions): Promise<Blob> {
  let response: Response;
  let blob: Blob | null;
  try {
    response = await fetch(url, { signal: withTimeout(limits.urlTimeout, signal) });
    blob = response.ok ? await readBody(response, limits.maxUrlBytes) : null;
  } catch (cause) {
    throw new UrlError(
      `${url} can't be fetched, or not within ${limits.urlTimeout / 1000} s. Check the address and ` +
        "the network; another site must allow it (CORS).",
      { cause },
    );
  }
  if (!response.ok) {
    throw new UrlError(
      `${url} answers ${response.status} ${response.statusText}, not 200. Open it to see why.`,
    );
  }
  if (blob === null) throw tooManyUrlBytes(url, limits);
  return blob;
}
