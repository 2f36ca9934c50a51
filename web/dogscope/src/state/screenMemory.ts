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

/** A screen that is asked for by its name begins anew. */
export function forgetRemembered(screen: string): void {
  for (const key of [...values.keys()]) if (key.startsWith(`${screen}.`)) values.delete(key);
}

/** Goes back to where the screen was scrolled to, and to the link that was followed from there. */
export function useRememberedPlace(key: string): void {
  useLayoutEffect(() => {
    const before = values.get(key) as { y: number; link: string | null } | undefined;
    const place = { y: 0, link: null as string | null, ...before };
    // After the frame has gone to the beginning of the new screen.
    const timer = setTimeout(() => {
      if (!before) return;
      scrollTo(0, before.y);
      const links = [...document.querySelectorAll<HTMLElement>("main a")];
      const link = links.find((each) => each.getAttribute("href") === before.link);
      link?.focus({ preventScroll: true });
    });
    const scrolled = (): void => {
      place.y = scrollY;
      values.set(key, place);
    };
    const clicked = ({ target }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest("main a") : null;
      if (!link) return;
      place.link = link.getAttribute("href");
      values.set(key, place);
    };
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("click", clicked, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("scroll", scrolled);
      removeEventListener("click", clicked, { capture: true });
    };
  }, [key]);
}
