/**
 * What the server said, kept while it holds. Keys begin with what a live event changes:
 * `["project", NAME, TOPIC, ...]`.
 */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/client";

/** What of a project a query shows; an event makes the queries of its topics ask again. */
export type Topic =
  "details" | "examples" | "suggestions" | "exploration" | "runs" | "jobs" | "versions" | "people";

/** Returns the key of a query about a project. */
export function projectKey(project: string, topic: Topic, ...rest: readonly unknown[]) {
  return ["project", project, topic, ...rest] as const;
}

const FORBIDDEN = 403;

/** Asks again what the person may do, where a role has changed meanwhile. */
function askForRole(error: unknown): void {
  if (error instanceof ApiError && error.status === FORBIDDEN)
    void queryClient.invalidateQueries({ queryKey: ["session"] });
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askForRole }),
  mutationCache: new MutationCache({ onError: askForRole }),
  defaultOptions: {
    queries: {
      staleTime: 30_000, // events tell of changes earlier
      gcTime: 5 * 60_000,
      // What the server refuses it refuses again; a server that is away may come back.
      retry: (count, error) => error instanceof ApiError && error.offline && count < 3,
      retryDelay: (count) => Math.min(1_000 * 2 ** count, 10_000),
    },
    mutations: { retry: false },
  },
});
