/** Installing the app on the home screen, where the browser offers that. */
import { StateStore, useStore } from "../store/stateStore";

/** Chromium's event, which no type library has. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<void>;
}

const offered = new StateStore<InstallPromptEvent | null>(null);

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault(); // the settings offer it, instead of a banner over the camera
  offered.set(event as InstallPromptEvent);
});
addEventListener("appinstalled", () => offered.set(null));

/** A way to install the app: by the browser's question, or by the user's hand in a menu. */
export type InstallWay =
  | { readonly by: "prompt"; readonly ask: () => void }
  /** On an iPhone by "Share"; on another phone by the browser's menu. */
  | { readonly by: "hand" | "menu" };

/** Returns the way to install the app; null where there is none, or it is installed. */
export function useInstallWay(): InstallWay | null {
  const event = useStore(offered);
  if (matchMedia("(display-mode: standalone)").matches) return null;
  if (event) {
    return {
      by: "prompt",
      ask: () => {
        offered.set(null); // the event can be used once
        void event.prompt();
      },
    };
  }
  if (/iPhone|iPad/.test(navigator.userAgent)) return { by: "hand" };
  return /Android/.test(navigator.userAgent) ? { by: "menu" } : null;
}
