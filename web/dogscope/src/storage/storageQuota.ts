/** Asks the browser not to throw away what is kept, once there is something to lose. */

/** @returns whether it promises so; null where it has no such promise. */
export async function askToPersist(): Promise<boolean | null> {
  try {
    const storage = navigator.storage as StorageManager | undefined;
    if (!storage?.persist) return null;
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    return null;
  }
}

/** Bytes that are used, and that there are; null where the browser does not tell. */
export async function room(): Promise<{ used: number; quota: number } | null> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || quota === undefined ? null : { used: usage, quota };
  } catch {
    return null;
  }
}
