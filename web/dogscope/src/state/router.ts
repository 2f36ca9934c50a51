/** The current screen, named after the address's #, so that any static host will do. */
import { StateStore, useStore } from "../store/stateStore";

export type Screen =
  "scope" | "kennel" | "breed" | "journal" | "me" | "settings" | "mixes" | "finds";

export interface Route {
  readonly screen: Screen;
  /** A breed's id, on the screen `breed`. */
  readonly id: string | null;
}

const SCREENS: readonly Screen[] = [
  "scope",
  "kennel",
  "breed",
  "mixes",
  "finds",
  "journal",
  "me",
  "settings",
];

const hash = new StateStore(location.hash);
addEventListener("hashchange", () => hash.set(location.hash));

export function routeOf(address: string): Route {
  const [name = "", id] = address.replace(/^#\/?/, "").split("/");
  const screen = SCREENS.find((each) => each === name) ?? "scope";
  return { screen, id: id ? decode(id) : null };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // the screen then says that there is no such breed
  }
}

export function href(screen: Screen, id?: string): string {
  return id === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(id)}`;
}

export function useRoute(): Route {
  return routeOf(useStore(hash));
}
