/** Shows in a message why something else failed. */

/** Returns an error's message; of anything else that was thrown its text. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
