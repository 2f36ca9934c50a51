/** Deletes kept files that nothing needs any more: a newer version has others in their place. */
import type { FileStore } from "./fileStore.js";

const LIST = /^(manifest|engine)\//;
const HASH = /[0-9a-f]{64}/g;

/** Returns the key of the list of the files that the engine of an address has. */
export function engineKey(folder: URL): string {
  return `engine/${folder.href}`;
}

/**
 * Deletes the files, and the parts of files, whose hash stands in no list that is kept: a bundle's
 * manifest, or an engine's list. Parts of a file that is kept whole go, too.
 * @param used - the hashes of files that are needed all the same.
 */
export async function removeStale(store: FileStore, used: Iterable<string>): Promise<void> {
  const keys = await store.keys();
  const needed = new Set(used);
  for (const key of keys.filter((each) => LIST.test(each))) {
    const list = new TextDecoder().decode((await store.get(key)) ?? new Uint8Array());
    for (const [hash] of list.matchAll(HASH)) needed.add(hash);
  }
  const whole = new Set(keys);
  for (const key of keys.filter((each) => !LIST.test(each))) {
    const [hash, part] = key.split("/");
    if (!/^[0-9a-f]{64}$/.test(hash!)) continue;
    if (!needed.has(hash!) || (part !== undefined && whole.has(hash!))) await store.delete(key);
  }
}
