/**
 * Changes that the server has not confirmed yet. Where it is away they wait for it, and the browser
 * asks before it closes their page: a restart of the server loses no label.
 */
import { useSyncExternalStore } from "react";
import { ApiError } from "../api/client";
import { pause } from "./pause";

const LONGEST_WAIT = 5_000; // milliseconds between two tries

let open = 0;
const listeners = new Set<() => void>();

function count(more: number): void {
  open += more;
  for (const each of listeners) each();
}

/**
 * Makes a change, and makes it again for as long as the server is away.
 *
 * It must be one that changes nothing more when it is made twice: the answer may have been lost.
 */
export async function untilAnswered<T>(change: () => Promise<T>): Promise<T> {
  for (let wait = 250; ; wait = Math.min(2 * wait, LONGEST_WAIT))
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.offline) throw error;
      await pause(wait);
    }
}

/** Counts a change among those that wait, until it is done or has failed. */
export async function confirmed<T>(change: Promise<T>): Promise<T> {
  count(1);
  try {
    return await change;
  } finally {
    count(-1);
  }
}

/** Returns the number of changes that the server has not confirmed. */
export function useUnconfirmed(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}

addEventListener("beforeunload", (event) => {
  if (open > 0) event.preventDefault();
});
