/** One long work on the user's data at a time; it goes on when its screen is left. */
import { useSyncExternalStore } from "react";

export type Work = "export" | "dataset" | "import" | "delete";

let current: Work | null = null;
const listeners = new Set<() => void>();

function set(work: Work | null): void {
  current = work;
  for (const listener of listeners) listener();
}

/** Does it, unless another is being done. */
export async function work(what: Work, todo: () => Promise<void>): Promise<void> {
  if (current !== null) return;
  set(what);
  try {
    await todo();
  } finally {
    set(null);
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is being done now, or null. */
export function useWork(): Work | null {
  return useSyncExternalStore(subscribe, () => current);
}
