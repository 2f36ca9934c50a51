/** What whoever uses the studio may do: the server says it, from its own table of roles. */
import type { operations } from "../api/schema";
import { useSession } from "./session";

/** What a route does, by its name in the server's OpenAPI document. */
export type Operation = keyof operations;

/**
 * Returns a function that says whether the server would do something for this person.
 *
 * `may("publishRun")`: a control of what may not be done is not offered.
 */
export function useMay(): (operation: Operation) => boolean {
  const allowed = useSession().data?.may;
  // Where the session could not be asked for, the server decides.
  return (operation) => allowed === undefined || allowed.includes(operation);
}
