/** A short moment on the screen, such as the celebration of a catch. */
import { useEffect, useState } from "react";

/**
 * Returns whether a moment goes on. It begins when it is on, ends by itself or with a tap or a key,
 * and does not come back. Where the user prefers reduced motion, it is over at once.
 * @param milliseconds - its length.
 */
export function useMoment(isOn: boolean, milliseconds: number): boolean {
  const [isOver, setOver] = useState(() => matchMedia("(prefers-reduced-motion: reduce)").matches);
  const isRunning = isOn && !isOver;
  useEffect(() => {
    if (!isRunning) return;
    const end = (): void => setOver(true);
    const press = ({ repeat }: KeyboardEvent): void => {
      if (!repeat) end(); // the key that holds the paw is still down
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener("pointerdown", end, { capture: true });
    addEventListener("keydown", press, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", end, { capture: true });
      removeEventListener("keydown", press, { capture: true });
    };
  }, [isRunning, milliseconds]);
  return isRunning;
}
