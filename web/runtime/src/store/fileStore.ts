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
}

const NAME = "vizsla-1";

/** Opens Cache Storage; null where there is none: on plain http, in some private windows, in Node. */
export async function openStore(): Promise<FileStore | null> {
  try {
    // Firefox and Safari throw where storage is switched off.
    return typeof caches === "undefined" ? null : new CacheStore(await caches.open(NAME));
  } catch {
    return null;
  }
}

class CacheStore implements FileStore {
  constructor(private readonly cache: Cache) {}

  async get(key: string): Promise<Uint8Array | null> {
    try {
      const found = await this.cache.match(address(key));
      return found ? new Uint8Array(await found.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  async has(key: string): Promise<boolean> {
    try {
      return (await this.cache.match(address(key))) !== undefined;
    } catch {
      return false;
    }
  }

  async put(key: string, content: Uint8Array): Promise<void> {
    try {
      await this.cache.put(address(key), new Response(content as Uint8Array<ArrayBuffer>));
    } catch {
      // Full, or cleared meanwhile: the file is downloaded again next time.
    }
  }

  async delete(key: string): Promise<void> {
    try {
      await this.cache.delete(address(key));
    } catch {
      // It is gone anyway.
    }
  }
}

/** Returns a key as an address: Cache Storage keeps replies to requests. Nothing is ever there. */
function address(key: string): string {
  return `/vizsla-store/${encodeURIComponent(key)}`;
}
