/** Which screen is shown: it stands behind the address's #, so that any static host will do. */
import { useSyncExternalStore } from "react";

export type Screen = "scope" | "kennel" | "breed" | "journal" | "me" | "settings";

export interface Route {
  readonly screen: Screen;
  /** What the screen is of: a breed's id. */
  readonly of: string | null;
}

const SCREENS: readonly Screen[] = ["scope", "kennel", "breed", "journal", "me", "settings"];

export function routeOf(hash: string): Route {
  const [screen = "", of] = hash.replace(/^#\/?/, "").split("/");
  const known = SCREENS.find((each) => each === screen) ?? "scope";
  return { screen: known, of: of ? decoded(of) : null };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // no such thing is found, and that is said
  }
}

export function href(screen: Screen, of?: string): string {
  return of === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(of)}`;
}

export function go(screen: Screen, of?: string): void {
  location.hash = href(screen, of);
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.hash));
}
