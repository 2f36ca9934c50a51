/** Fetches the files that a bundle begins with: its manifest, or one .zip with all of it. */
import { readBody } from "../bytes/readBody.js";
import type { Progress } from "../bundle/bundleFiles.js";
import { ZipFiles } from "../bundle/zipFiles.js";
import { LIMITS } from "../contract.js";
import { BundleDamagedError, FunctionNotFoundError, UrlError, VizslaError } from "../errors.js";
import { messageOf } from "../messageOf.js";
import type { FileStore } from "./fileStore.js";

/** The options of a download. */
export interface FetchOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal | undefined;
  readonly headers?: HeadersInit | undefined;
}

/** Fetches a manifest; offline, returns the one that the store has kept. */
export async function fetchManifest(
  url: URL,
  store: FileStore | null,
  headers: HeadersInit = {},
): Promise<Uint8Array> {
  const key = `manifest/${url.href}`;
  try {
    const response = await fetch(url, { cache: "no-cache", headers });
    if (response.status >= 500) throw new Error(`it answers ${response.status}`);
    const content = await contentOf(response, url, LIMITS.web.manifest_bytes);
    void store?.put(key, content);
    return content;
  } catch (cause) {
    if (cause instanceof VizslaError) throw cause;
    const kept = await store?.get(key);
    if (kept) return kept;
    throw unreachable(url, cause);
  }
}

/** Fetches a bundle that is one .zip; offline, opens the one that the store has kept. */
export async function fetchZip(
  url: URL,
  store: FileStore | null,
  { onProgress, signal, headers = {} }: FetchOptions,
): Promise<ZipFiles> {
  const key = `zip/${url.href}`;
  try {
    const response = await fetch(url, { signal: signal ?? null, cache: "no-cache", headers });
    const content = await contentOf(response, url, LIMITS.web.zip_bytes, onProgress);
    await store?.put(key, content);
    return await ZipFiles.open(content, url.href);
  } catch (cause) {
    if (cause instanceof VizslaError || signal?.aborted) throw cause;
    const kept = await store?.get(key);
    if (kept) return ZipFiles.open(kept, url.href);
    throw unreachable(url, cause);
  }
}

async function contentOf(
  response: Response,
  url: URL,
  most: number,
  onProgress?: (progress: Progress) => void,
): Promise<Uint8Array> {
  checkFound(response, url);
  const total = Number(response.headers.get("Content-Length") ?? 0);
  const body = await readBody(response, most, (loaded) =>
    onProgress?.({ loaded, total: Math.max(total, loaded) }),
  );
  if (body !== null) return new Uint8Array(await body.arrayBuffer());
  throw new BundleDamagedError(
    `${url.href} has more than ${most} bytes, and so is no bundle's. Give a bundle's address.`,
  );
}

function checkFound(response: Response, url: URL): void {
  const isPage = (response.headers.get("Content-Type") ?? "").startsWith("text/html");
  if (response.ok && !isPage) return;
  if (response.status === 401 || response.status === 403) {
    throw new UrlError(
      `${url.href} answers ${response.status}: a key is needed. Give a valid one: ` +
        'load(address, { headers: { Authorization: "Bearer KEY" } })',
    );
  }
  const what = isPage ? "a web page" : `${response.status} ${response.statusText}`.trim();
  throw new FunctionNotFoundError(
    `${url.href} answers ${what}, so there is no published function. Give the address of a ` +
      "bundle's folder, or of its .zip.",
  );
}

function unreachable(url: URL, cause: unknown): UrlError {
  return new UrlError(
    `${url.href} can't be fetched: ${messageOf(cause)}. ` + "Check the address and the network.",
    { cause },
  );
}
