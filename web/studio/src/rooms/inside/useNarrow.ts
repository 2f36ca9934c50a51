/** Whether the window is as narrow as a phone's, where drawings need larger text. */
import { useSyncExternalStore } from "react";

const narrow = matchMedia("(width < 48rem)");

function subscribe(listener: () => void): () => void {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}
