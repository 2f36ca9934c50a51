/** Who uses the studio: one person alone, or somebody who has signed in. */
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api, call, type Schema } from "../api/client";
import {
  forgetWaiting,
  isWaiting,
  resumeWaiting,
  unsentChanges,
  watchWaiting,
} from "../api/signInGate";
import { queryClient } from "./queryClient";

export type Session = Schema["SessionItem"];
export type Person = Schema["Signed"];

const KEY = ["session"] as const;

/** Asks who uses the studio. */
export function useSession() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => call(api.GET("/v1/session")),
    staleTime: Infinity,
  });
}

/** Returns whether a session has run out, and how many changes wait to be sent. */
export function useSignedOut(): { readonly out: boolean; readonly unsent: number } {
  const out = useSyncExternalStore(watchWaiting, isWaiting);
  const unsent = useSyncExternalStore(watchWaiting, unsentChanges);
  return { out, unsent };
}

/**
 * Sends what waited, and asks again what whoever has signed in may do. Where that is somebody else
 * than before, what waited is not theirs: it is given up, and the page begins anew.
 */
export function signedIn(person: Person): void {
  const before = queryClient.getQueryData<Session>(KEY)?.person;
  if (before != null && before.name !== person.name) {
    forgetWaiting();
    setTimeout(() => location.reload()); // after what was given up has ended
    return;
  }
  resumeWaiting();
  void queryClient.invalidateQueries();
}

/** Sends what waited where somebody has signed in by another window. */
export async function lookAgain(): Promise<void> {
  const found = await call(api.GET("/v1/session"));
  if (found.person !== null) signedIn(found.person);
}

/** Signs out, and forgets what the person has seen. */
export async function signOut(everywhere = false): Promise<void> {
  await call(api.DELETE("/v1/session", { params: { query: { everywhere } } }));
  queryClient.clear();
  location.assign(new URL("sign-in", document.baseURI));
}
