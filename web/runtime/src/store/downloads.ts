/**
 * Downloads files by their hash, or takes them from the store. A file is checked, its download is shared
 * by all that ask at the same time, and it goes on where a connection broke.
 */
import type { FileEntry } from "../bundle/bundleFiles.js";
import type { ByteReceiver } from "../bytes/bytes.js";
import { sha256 } from "../bytes/sha256.js";
import { untilAborted } from "../cancellation.js";
import { BundleDamagedError, CancelledError, UrlError } from "../errors.js";
import type { FileStore } from "./fileStore.js";
import { PartialDownload } from "./partialDownload.js";
import { BrokenConnection, streamTo } from "./resumableStream.js";
import { Unpacker } from "./unpacker.js";

/** A file and its address. */
export interface WantedFile {
  readonly url: string;
  readonly entry: FileEntry;
  /** Further headers of the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Returns who receives the file's bytes as they come, unchecked; each try begins anew. */
  receive?(): ByteReceiver;
}

/** Somebody who waits for a download. */
export interface Watcher {
  readonly signal?: AbortSignal | undefined;
  /** Receives the number of bytes so far. */
  onBytes?(loaded: number): void;
}

interface RunningDownload {
  readonly content: Promise<Uint8Array>;
  readonly abort: AbortController;
  readonly watchers: Set<Watcher>;
  loaded: number;
}

const PAUSES = [300, 1000, 3000]; // milliseconds before each further try

export class Downloads {
  /** The hashes of all files that were asked for. */
  readonly asked = new Set<string>();
  readonly #running = new Map<string, RunningDownload>();

  constructor(private readonly store: FileStore | null) {}

  /** Whether the file needs no download. */
  async has({ entry }: WantedFile): Promise<boolean> {
    return (await this.store?.has(entry.sha256)) ?? false;
  }

  /**
   * Returns a file's content.
   * @throws UrlError - the address does not answer with it.
   * @throws BundleDamagedError - the address answers with another file.
   * @throws CancelledError - the signal was aborted; the bytes so far are kept.
   */
  async get(wanted: WantedFile, watcher: Watcher = {}): Promise<Uint8Array> {
    const { sha256: hash } = wanted.entry;
    this.asked.add(hash);
    let running = this.#running.get(hash);
    if (!running) {
      const abort = new AbortController();
      const made: RunningDownload = {
        abort,
        watchers: new Set(),
        loaded: 0,
        content: this.#fetch(wanted, abort.signal, (loaded) => {
          made.loaded = loaded;
          for (const each of made.watchers) each.onBytes?.(loaded);
        }).finally(() => this.#forget(hash, made)),
      };
      running = made;
      this.#running.set(hash, running);
    }
    return this.#watch(hash, running, watcher);
  }

  #forget(hash: string, running: RunningDownload): void {
    if (this.#running.get(hash) === running) this.#running.delete(hash);
  }

  /** Waits for a download with others; it stops when nobody waits for it any more. */
  async #watch(hash: string, running: RunningDownload, watcher: Watcher): Promise<Uint8Array> {
    const { signal } = watcher;
    running.watchers.add(watcher);
    watcher.onBytes?.(running.loaded);
    try {
      return await untilAborted(running.content, signal);
    } finally {
      running.watchers.delete(watcher);
      if (running.watchers.size === 0) {
        // The next request starts a new download: this one may be past saving.
        this.#forget(hash, running);
        running.abort.abort();
      }
    }
  }

  async #fetch(
    wanted: WantedFile,
    signal: AbortSignal,
    onBytes: (loaded: number) => void,
  ): Promise<Uint8Array> {
    const { entry, url } = wanted;
    const unpacker = (): Unpacker => new Unpacker(entry, wanted.receive);
    const parts = new PartialDownload(this.store, entry.sha256, unpacker);
    const [kept] = await Promise.all([this.store?.get(entry.sha256), parts.open()]);
    if (kept) {
      if (await matches(kept, entry)) return kept;
      await this.store!.delete(entry.sha256);
    }
    const resumed = parts.loaded > 0;
    let content = await this.#whole(wanted, parts, signal, onBytes);
    let isRight = await matches(content, entry);
    if (!isRight && resumed) {
      // The kept parts were of another file: once more, from the beginning.
      await parts.clear();
      content = await this.#whole(wanted, parts, signal, onBytes);
      isRight = await matches(content, entry);
    }
    if (!isRight) {
      await parts.clear();
      throw new BundleDamagedError(
        `${url} is not the file that was published (${content.length} bytes, expected ` +
          `${entry.bytes} with sha256 ${entry.sha256.slice(0, 12)}); copy the bundle to the server again`,
      );
    }
    // No call waits for the disk. It is not put off: a page that is closed soon must start offline.
    void this.store?.put(entry.sha256, content).then(() => parts.clear());
    return content;
  }

  /** Downloads and unpacks the whole file; tries again where the connection breaks. */
  async #whole(
    { url, entry, headers }: WantedFile,
    parts: PartialDownload,
    signal: AbortSignal,
    onBytes: (loaded: number) => void,
  ): Promise<Uint8Array> {
    const address = entry.gzip === null ? url : `${url}.gz`;
    for (let failures = 0; ; failures++) {
      try {
        await streamTo(address, parts, signal, onBytes, headers);
        return await parts.content();
      } catch (error) {
        await parts.keep();
        if (signal.aborted) throw new CancelledError("the download was aborted", { cause: error });
        if (!(error instanceof BrokenConnection) || failures >= PAUSES.length)
          throw downloadError(address, error);
        await new Promise((resolve) => setTimeout(resolve, PAUSES[failures]));
      }
    }
  }
}

async function matches(content: Uint8Array, { bytes, sha256: hash }: FileEntry): Promise<boolean> {
  return content.length === bytes && (await sha256(content)) === hash;
}

function downloadError(address: string, error: unknown): Error {
  if (!(error instanceof BrokenConnection)) return error as Error;
  return new UrlError(
    `${address} can't be downloaded: ${error.message}. Check the address and the network; the ` +
      "bytes so far are kept, and the next load goes on from there.",
    { cause: error },
  );
}
