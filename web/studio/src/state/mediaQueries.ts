/** What kind of screen shows the studio: a narrow one, or one that only fingers touch. */
import { useSyncExternalStore } from "react";

/** Returns a hook that says whether a media query holds, now and as it changes. */
function mediaHook(query: string): () => boolean {
  const media = matchMedia(query);
  const subscribe = (listener: () => void) => {
    media.addEventListener("change", listener);
    return () => media.removeEventListener("change", listener);
  };
  return () => useSyncExternalStore(subscribe, () => media.matches);
}

/** Whether the window is as narrow as a phone's, where drawings need larger text. */
export const useNarrow = mediaHook("(width < 48rem)");

/** Whether there is neither mouse nor keyboard, as on a phone: nothing to drop, no key to press. */
export const useTouch = mediaHook("(hover: none) and (pointer: coarse)");
