/** The browser's promise to keep the user's data, and the space that they take. */

/**
 * Asks the browser never to evict the user's data; called once there is something to lose.
 * @returns whether it promises so; null where the browser has no such promise.
 */
export function askToPersist(): Promise<boolean | null> {
  // Once a page: some browsers ask their user each time.
  asked ??= ask().then((found) => (answer = found));
  return asked;
}

let asked: Promise<boolean | null> | null = null;
let answer: boolean | null | undefined;

/** Returns what the browser has answered; undefined where it was not asked, or has not answered. */
export function persistence(): boolean | null | undefined {
  return answer;
}

async function ask(): Promise<boolean | null> {
  try {
    const storage = navigator.storage as StorageManager | undefined;
    if (!storage?.persist) return null;
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    return null;
  }
}

/** Returns the bytes that the app and its data take; null where the browser gives no estimate. */
export async function usedBytes(): Promise<number | null> {
  try {
    const { usage } = await navigator.storage.estimate();
    return usage ?? null;
  } catch {
    return null;
  }
}
