/** Keeps files by their hash between visits, where the browser allows it. */

/** Files by their keys. */
export interface FileStore {
  /** Reads a file; null where it does not exist. */
  get(key: string): Promise<Uint8Array | null>;
  /** Whether a file exists, without reading it. */
  has(key: string): Promise<boolean>;
  /** Stores a file if there is room; never an error. */
  put(key: string, content: Uint8Array): Promise<void>;
  /** Deletes a file if it exists. */
  delete(key: string): Promise<void>;
  /** Lists the keys of all files. */
  keys(): Promise<string[]>;
}

const NAME = "vizsla-1";
const ROOT = "/vizsla-store/";

/** Opens Cache Storage; null where there is none: on plain http, in some private windows, in Node. */
export function openStore(): FileStore | null {
  return typeof caches === "undefined" ? null : new CacheStore();
}

/** A store that nobody has to wait for; it is empty where the user has switched storage off. */
class CacheStore implements FileStore {
  readonly #cache: Promise<Cache>;

  constructor() {
    // Firefox and Safari throw where storage is switched off.
    this.#cache = Promise.resolve().then(() => caches.open(NAME));
    this.#cache.catch(() => undefined);
  }

  async get(key: string): Promise<Uint8Array | null> {
    try {
      const found = await (await this.#cache).match(address(key));
      return found ? new Uint8Array(await found.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  async has(key: string): Promise<boolean> {
    try {
      return (await (await this.#cache).match(address(key))) !== undefined;
    } catch {
      return false;
    }
  }

  async put(key: string, content: Uint8Array): Promise<void> {
    try {
      // A Blob: the browser copies it to the disk without this thread, which is to answer.
      const response = new Response(new Blob([content as Uint8Array<ArrayBuffer>]));
      await (await this.#cache).put(address(key), response);
    } catch {
      // Full, or cleared meanwhile: the file is downloaded again next time.
    }
  }

  async delete(key: string): Promise<void> {
    try {
      await (await this.#cache).delete(address(key));
    } catch {
      // It is gone anyway.
    }
  }

  async keys(): Promise<string[]> {
    try {
      const requests = await (await this.#cache).keys();
      return requests.map(({ url }) =>
        decodeURIComponent(new URL(url).pathname.slice(ROOT.length)),
      );
    } catch {
      return [];
    }
  }
}

/** Returns a key as an address: Cache Storage keeps replies to requests. Nothing is ever there. */
function address(key: string): string {
  return ROOT + encodeURIComponent(key);
}
