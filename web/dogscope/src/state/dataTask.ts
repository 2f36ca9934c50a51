/** The one long task on the user's data that may run; it goes on when its screen is left. */
import { StateStore, useStore } from "../store/stateStore";

export type DataTask = "export" | "dataset" | "import" | "delete";

const running = new StateStore<DataTask | null>(null);

/** Runs a task, unless another one is running. */
export async function runDataTask(task: DataTask, run: () => Promise<void>): Promise<void> {
  if (running.value !== null) return;
  running.set(task);
  try {
    await run();
  } finally {
    running.set(null);
  }
}

/** Returns the running task, or null. */
export function useDataTask(): DataTask | null {
  return useStore(running);
}
