/** A photo as an entry of the browser's history: a phone's back button returns to the camera. */
import { useEffect, useEffectEvent, useRef } from "react";
import { routeOf } from "../state/router";

/**
 * @param onBack - called when the user goes back from the photo.
 * @returns the function that goes back.
 */
export function usePhotoHistory(isPhotoOpen: boolean, onBack: () => void): () => void {
  const hasLeft = useRef(false); // going back twice would leave the app
  const hasSkipped = useRef(false);
  const leave = useEffectEvent(onBack);
  useEffect(() => {
    // The entry of a photo that was left shows nothing: it is skipped.
    const skip = (): void => {
      if ((history.state as { photo?: boolean } | null)?.photo) history.back();
    };
    const onPopState = (): void => {
      if (routeOf(location.hash).screen !== "scope") return; // another screen opens
      leave();
      // Back from a screen so soon that it has not opened yet leads to the open photo's own entry.
      skip();
    };
    if (!hasSkipped.current) skip();
    hasSkipped.current = true;
    addEventListener("popstate", onPopState);
    return () => removeEventListener("popstate", onPopState);
  }, []);
  useEffect(() => {
    if (!isPhotoOpen) return;
    history.pushState({ photo: true }, "");
    hasLeft.current = false;
  }, [isPhotoOpen]);
  return () => {
    if (hasLeft.current) return;
    hasLeft.current = true;
    history.back();
  };
}
