/** One long work on the user's data at a time; it goes on when its screen is left. */
import { Shared, useShared } from "../store/stateStore";

export type Work = "export" | "dataset" | "import" | "delete";

const current = new Shared<Work | null>(null);

/** Does it, unless another is being done. */
export async function work(what: Work, todo: () => Promise<void>): Promise<void> {
  if (current.value !== null) return;
  current.set(what);
  try {
    await todo();
  } finally {
    current.set(null);
  }
}

/** What is being done now, or null. */
export function useWork(): Work | null {
  return useShared(current);
}
