/** To put the app on the home screen, where the browser offers that. */
import { useSyncExternalStore } from "react";

/** Chromium's event: no standard, and so in no type library. */
interface InstallEvent extends Event {
  prompt(): Promise<void>;
}

let offered: InstallEvent | null = null;
const listeners = new Set<() => void>();

function set(event: InstallEvent | null): void {
  offered = event;
  for (const listener of listeners) listener();
}

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault(); // asked for in the settings, not over the camera
  set(event as InstallEvent);
});
addEventListener("appinstalled", () => set(null));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How it can be installed: by asking, by hand on an iPhone, or not (or it is already). */
export function useInstall(): { by: "asking"; ask: () => void } | { by: "hand" } | null {
  const event = useSyncExternalStore(subscribe, () => offered);
  if (matchMedia("(display-mode: standalone)").matches) return null;
  if (event) {
    return {
      by: "asking",
      ask: () => {
        set(null); // it can be used once
        void event.prompt();
      },
    };
  }
  return /iPhone|iPad/.test(navigator.userAgent) ? { by: "hand" } : null;
}
