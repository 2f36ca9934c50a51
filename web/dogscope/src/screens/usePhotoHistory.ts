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
    if (isPhotoOpen) return;
    // The entry of a photo that was left shows nothing: it is skipped.
    const skip = (): void => {
      if ((history.state as { photo?: boolean } | null)?.photo) history.back();
    };
    if (!hasSkipped.current) skip();
    hasSkipped.current = true;
    addEventListener("popstate", skip);
    return () => removeEventListener("popstate", skip);
  }, [isPhotoOpen]);
  useEffect(() => {
    if (!isPhotoOpen) return;
    history.pushState({ photo: true }, "");
    hasLeft.current = false;
    const onPopState = (): void => {
      if (routeOf(location.hash).screen === "scope") leave(); // else another screen opens
    };
    addEventListener("popstate", onPopState);
    return () => removeEventListener("popstate", onPopState);
  }, [isPhotoOpen]);
  return () => {
    if (hasLeft.current) return;
    hasLeft.current = true;
    history.back();
  };
}
