/** Whether the list of keys is open. */
import { useSyncExternalStore } from "react";

let open = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  open = next;
  for (const each of listeners) each();
}

export const openKeyHelp = () => set(true);
export const closeKeyHelp = () => set(false);

export function useKeyHelpOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
