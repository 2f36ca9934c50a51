/** Actions of a screen, of which one is done at a time. */
import { useRef, useState } from "react";
import { useShowError } from "../state/useShowError";

/** Runs one action at a time, and shows its error. */
export function useOneAtATime(): { isBusy: boolean; run: (action: () => Promise<void>) => void } {
  const showError = useShowError();
  const [isBusy, setBusy] = useState(false);
  const isRunning = useRef(false); // at once: a second tap may come before the next render
  const run = (action: () => Promise<void>): void => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    action()
      .catch(showError)
      .finally(() => {
        isRunning.current = false;
        setBusy(false);
      });
  };
  return { isBusy, run };
}
