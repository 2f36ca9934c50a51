/** A bundle's files at an address. */
import { ZipFiles } from "../bundle/bundle.js";
import type { FileEntry, Files } from "../bundle/bundleFiles.js";
import { checkName, checkSize } from "../bundle/fileRules.js";
import { readManifest } from "../bundle/manifest.js";
import { CARD, MANIFEST } from "../bundle/bundleNames.js";
import { BundleDamagedError, FunctionNotFoundError, UrlError, VizslaError } from "../errors.js";
import type { Store } from "./fileStore.js";
import type { Downloads, Wanted, Watching } from "./downloads.js";
import { Tracker } from "./progressTotal.js";

const MOST_MANIFEST = 4 * 2 ** 20; // bytes; 20,000 labels take less
const MOST_ZIP = 256 * 2 ** 20; // bytes

/** Files that were fetched ahead, by hash, and the rest when they are asked for. */
export class WebFiles implements Files {
  #manifest: Promise<Uint8Array> | null = null;
  readonly #ahead = new Map<string, Uint8Array>();

  /**
   * @param base - the bundle's folder, with a slash at its end.
   * @param graphs - a folder of graphs by hash that the bundle relies on; null where it has its own.
   */
  constructor(
    private readonly base: URL,
    private readonly graphs: URL | null,
    private readonly downloads: Downloads,
    private readonly store: Store | null,
  ) {}

  get where(): string {
    return this.base.href;
  }

  readManifest(): Promise<Uint8Array> {
    return (this.#manifest ??= fetchManifest(new URL(MANIFEST, this.base), this.store));
  }

  async read(name: string, entry: FileEntry): Promise<Uint8Array> {
    const ahead = this.#ahead.get(entry.sha256);
    // It is needed once: a graph goes into the engine's memory, a head into the function's.
    this.#ahead.delete(entry.sha256);
    return ahead ?? this.downloads.get(this.wanted(name, entry));
  }

  /** Where a file is. */
  wanted(name: string, entry: FileEntry): Wanted {
    if (this.graphs && name.endsWith(".tflite")) {
      return { url: new URL(`${entry.sha256}.tflite`, this.graphs).href, entry };
    }
    return { url: new URL(encodeURIComponent(name), this.base).href, entry };
  }

  /** What a load of this bundle needs, without what is held already. */
  async needed(held: (sha256: string, selfTest: string) => boolean): Promise<Map<string, Wanted>> {
    const manifest = readManifest(await this.readManifest(), new URL(MANIFEST, this.base).href);
    const needed = new Map<string, Wanted>();
    for (const [name, entry] of Object.entries(manifest.files)) {
      // Before anything is fetched: a manifest is a stranger's word.
      checkName(name, this.where);
      checkSize(entry.bytes, `${this.where}: ${name}`);
      const isHeld = name === manifest.graph?.file && held(entry.sha256, manifest.graph.selfTest);
      // The card is fetched only when somebody asks for it.
      if (name !== CARD && !isHeld) needed.set(entry.sha256, this.wanted(name, entry));
    }
    return needed;
  }

  /** The names of the functions that this one is made of. */
  async parts(): Promise<string[]> {
    const manifest = readManifest(await this.readManifest(), new URL(MANIFEST, this.base).href);
    return Object.values(manifest.parts);
  }

  /** Hands a file over that was fetched ahead. */
  ahead(sha256: string, content: Uint8Array): void {
    this.#ahead.set(sha256, content);
  }
}

/** A file that is fetched with a function's, and who takes it. */
export interface Besides extends Wanted {
  take(content: Uint8Array): void;
}

/** Fetches all that several bundles need, at once, with one count of the bytes. */
export async function fetchAhead(
  bundles: readonly WebFiles[],
  besides: readonly Besides[],
  downloads: Downloads,
  held: (sha256: string, selfTest: string) => boolean,
  { onProgress, signal }: { onProgress?: ConstructorParameters<typeof Tracker>[0] } & Watching,
): Promise<void> {
  const tracker = new Tracker(onProgress);
  type Take = (content: Uint8Array) => void;
  const needed = new Map<string, { wanted: Wanted; takers: Take[] }>();
  const add = (wanted: Wanted, take: Take): void => {
    const { sha256 } = wanted.entry;
    const entry = needed.get(sha256) ?? { wanted, takers: [] };
    entry.takers.push(take);
    needed.set(sha256, entry);
  };
  for (const bundle of bundles) {
    for (const [sha256, wanted] of await bundle.needed(held)) {
      add(wanted, (content) => bundle.ahead(sha256, content));
    }
  }
  for (const each of besides) add(each, (content) => each.take(content));
  for (const { wanted } of needed.values()) {
    const { sha256, gzip, bytes } = wanted.entry;
    if (!(await downloads.has(wanted))) tracker.expect(sha256, gzip ?? bytes);
  }
  await Promise.all(
    Array.from(needed.values(), async ({ wanted, takers }) => {
      const { sha256 } = wanted.entry;
      const watching = { signal, onBytes: (loaded: number) => tracker.at(sha256, loaded) };
      const content = await downloads.get(wanted, watching);
      tracker.done(sha256);
      for (const take of takers) take(content);
    }),
  );
}

/** A manifest: what the network says; offline, what it said last. */
async function fetchManifest(url: URL, store: Store | null): Promise<Uint8Array> {
  const key = `manifest/${url.href}`;
  try {
    const response = await fetch(url, { cache: "no-cache" });
    if (response.status >= 500) throw new Error(`it answers ${response.status}`);
    refuse(response, url);
    const content = await readAll(response, url, MOST_MANIFEST);
    await store?.put(key, content);
    return content;
  } catch (cause) {
    if (cause instanceof VizslaError) throw cause;
    const kept = await store?.get(key);
    if (kept) return kept;
    throw unreachable(url, cause);
  }
}

/** A bundle that is one .zip at an address; offline, the one that was there last. */
export async function fetchZip(
  url: URL,
  store: Store | null,
  { onProgress, signal }: { onProgress?: ConstructorParameters<typeof Tracker>[0] } & Watching,
): Promise<ZipFiles> {
  const key = `zip/${url.href}`;
  try {
    const response = await fetch(url, { signal: signal ?? null, cache: "no-cache" });
    refuse(response, url);
    const content = await readAll(response, url, MOST_ZIP, onProgress);
    await store?.put(key, content);
    return await ZipFiles.open(content, url.href);
  } catch (cause) {
    if (cause instanceof VizslaError || signal?.aborted) throw cause;
    const kept = await store?.get(key);
    if (kept) return ZipFiles.open(kept, url.href);
    throw unreachable(url, cause);
  }
}

async function readAll(
  response: Response,
  url: URL,
  most: number,
  onProgress?: ConstructorParameters<typeof Tracker>[0],
): Promise<Uint8Array> {
  const total = Number(response.headers.get("Content-Length") ?? 0);
  const chunks: BlobPart[] = [];
  let loaded = 0;
  const reader = response.body!.getReader();
  for (;;) {
    const next = await reader.read();
    if (next.done) break;
    chunks.push(next.value);
    loaded += next.value.length;
    if (loaded > most) {
      await reader.cancel();
      throw new BundleDamagedError(
        `${url.href} has more than ${most} bytes, and so is no bundle's. Give a bundle's address.`,
      );
    }
    onProgress?.({ loaded, total: Math.max(total, loaded) });
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function refuse(response: Response, url: URL): void {
  const isPage = (response.headers.get("Content-Type") ?? "").startsWith("text/html");
  if (response.ok && !isPage) return;
  const what = isPage ? "a web page" : `${response.status} ${response.statusText}`.trim();
  throw new FunctionNotFoundError(
    `${url.href} answers ${what}, so there is no published function. Give the address of a ` +
      "bundle's folder, or of its .zip.",
  );
}

function unreachable(url: URL, cause: unknown): UrlError {
  return new UrlError(
    `${url.href} can't be fetched: ${cause instanceof Error ? cause.message : String(cause)}. ` +
      "Check the address and the network.",
    { cause },
  );
}
