/** The time, for what changes with it. */
import { useEffect, useState } from "react";

/**
 * Returns the time in milliseconds since 1970, brought up to date as time passes and when the page
 * is shown again.
 * @param every - milliseconds between two updates.
 */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const update = (): void => setNow(Date.now());
    const timer = setInterval(update, every);
    document.addEventListener("visibilitychange", update);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", update);
    };
  }, [every]);
  return now;
}
