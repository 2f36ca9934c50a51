/** A bundle's files at an address. */
import type { FileEntry, Files, SharedFile } from "../bundle/bundleFiles.js";
import { CARD, MANIFEST } from "../bundle/bundleNames.js";
import { checkName, checkSize } from "../bundle/fileRules.js";
import type { Manifest } from "../bundle/manifest.js";
import { readManifest } from "../bundle/readManifest.js";
import type { Downloads, WantedFile } from "./downloads.js";
import { fetchManifest } from "./fetchBundle.js";
import type { FileStore } from "./fileStore.js";

/** Whether the engine holds a graph already. */
export type IsHeld = (sha256: string, selfTest: string) => boolean;

/** Files that were prefetched, by hash, and the others when they are read. */
export class WebFiles implements Files {
  readonly areChecked = true; // by Downloads
  #manifest: Promise<Uint8Array> | null = null;
  readonly #prefetched = new Map<string, Uint8Array>();
  /** Whether the files that it shares with other bundles are in memory already. */
  isSharedHeld = false;

  /**
   * @param base - the bundle's folder, with a slash at its end.
   * @param graphs - a folder of graphs by hash that the bundle relies on; null where it has its own.
   * @param encoders - the runtime's folder of encoders' files by hash; null where there is none.
   * @param headers - the headers of requests to the bundle's server.
   */
  constructor(
    private readonly base: URL,
    private readonly graphs: URL | null,
    private readonly downloads: Downloads,
    private readonly store: FileStore | null,
    private readonly encoders: URL | null = null,
    private readonly headers?: Readonly<Record<string, string>>,
  ) {}

  get where(): string {
    return this.base.href;
  }

  readManifest(): Promise<Uint8Array> {
    return (this.#manifest ??= fetchManifest(
      new URL(MANIFEST, this.base),
      this.store,
      this.headers,
    ));
  }

  /** Returns the manifest, parsed and checked. */
  async manifest(): Promise<Manifest> {
    return readManifest(await this.readManifest(), new URL(MANIFEST, this.base).href);
  }

  async read(name: string, entry: FileEntry): Promise<Uint8Array> {
    const prefetched = this.#prefetched.get(entry.sha256);
    // It is read once: a graph goes into the engine's memory, a head into the function's.
    this.#prefetched.delete(entry.sha256);
    return prefetched ?? this.downloads.get(this.#wanted(name, entry));
  }

  async readShared(file: SharedFile): Promise<Uint8Array | null> {
    const prefetched = this.#prefetched.get(file.sha256);
    this.#prefetched.delete(file.sha256);
    const wanted = this.#wantedShared(file);
    return prefetched ?? (wanted && this.downloads.get(wanted));
  }

  /** Lists the files that a load of this bundle needs, by hash, without the graphs that are held. */
  async filesToLoad(isHeld: IsHeld): Promise<Map<string, WantedFile>> {
    const { files, graph, encoder } = await this.manifest();
    const wanted = new Map<string, WantedFile>();
    for (const [name, entry] of Object.entries(files)) {
      // Before anything is fetched: a stranger may have written the manifest.
      checkName(name, this.where);
      checkSize(entry.bytes, `${this.where}: ${name}`);
      const held = name === graph?.file && isHeld(entry.sha256, graph.selfTest);
      // The card is fetched only when somebody asks for it.
      if (name !== CARD && !held) wanted.set(entry.sha256, this.#wanted(name, entry));
    }
    for (const file of this.isSharedHeld ? [] : Object.values(encoder?.files ?? {})) {
      checkSize(file.bytes, `${this.where}: ${file.file}`);
      const found = this.#wantedShared(file);
      if (found && !wanted.has(file.sha256)) wanted.set(file.sha256, found);
    }
    return wanted;
  }

  /** Takes over a prefetched file. */
  accept(sha256: string, content: Uint8Array): void {
    this.#prefetched.set(sha256, content);
  }

  /** Returns where a shared file is: where the manifest says, on the same host, or in the runtime. */
  #wantedShared(file: SharedFile): WantedFile | null {
    if (file.at !== null) {
      const url = new URL(file.at, this.base);
      if (url.origin === this.base.origin) {
        return { url: url.href, entry: file, headers: this.headers };
      }
    }
    return this.encoders && encoderFile(this.encoders, file);
  }

  #wanted(name: string, entry: FileEntry): WantedFile {
    if (this.graphs && name.endsWith(".tflite")) {
      return { url: new URL(`${entry.sha256}.tflite`, this.graphs).href, entry };
    }
    const url = new URL(encodeURIComponent(name), this.base).href;
    return { url, entry, headers: this.headers };
  }
}

/** Returns a shared file in a folder of encoders' files by hash, which are compressed. */
export function encoderFile(folder: URL, { sha256, bytes }: SharedFile): WantedFile {
  return { url: new URL(sha256, folder).href, entry: { sha256, bytes, gzip: bytes } };
}
