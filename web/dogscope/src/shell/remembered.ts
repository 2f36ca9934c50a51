/** What a screen was set to, for when the user comes back to it; it lasts as long as the page. */
import { useEffect, useLayoutEffect, useState } from "react";

const values = new Map<string, unknown>();

/** As `useState`, but of the screen rather than of its one showing. */
export function useRemembered<T>(key: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState(values.has(key) ? (values.get(key) as T) : initial);
  useEffect(() => {
    values.set(key, value);
  }, [key, value]);
  return [value, setValue];
}

/** Goes back to where the screen was scrolled to. */
export function useRememberedScroll(key: string): void {
  useLayoutEffect(() => {
    const before = values.get(key);
    // After the frame has gone to the beginning of the new screen.
    const timer = setTimeout(() => {
      if (typeof before === "number") scrollTo(0, before);
    });
    const scrolled = (): void => void values.set(key, scrollY);
    addEventListener("scroll", scrolled, { passive: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("scroll", scrolled);
    };
  }, [key]);
}
