/** A screen's own state, remembered for as long as the page is open. */
import { useLayoutEffect, useState } from "react";
import { StateStore, useStore } from "../store/stateStore";

const stores = new Map<string, StateStore<unknown>>();

/**
 * Returns a value and its setter, as `useState` does, for all visits of a screen.
 * @param key - the screen's name, a dot, and the value's name.
 */
export function useScreenState<T>(key: string, initial: T): [T, (value: T) => void] {
  const [store] = useState(
    () => (stores.get(key) ?? new StateStore<unknown>(initial)) as StateStore<T>,
  );
  const set = (value: T): void => {
    stores.set(key, store as StateStore<unknown>);
    store.set(value);
  };
  return [useStore(store), set];
}

/** Forgets a screen's state: the next visit starts afresh. */
export function resetScreen(screen: string): void {
  for (const key of [...stores.keys()]) if (key.startsWith(`${screen}.`)) stores.delete(key);
}

interface ScrollPosition {
  readonly y: number;
  /** The address of the link that was followed. */
  readonly link: string | null;
}

/** Returns to the screen's scroll position, and to the link that was followed from there. */
export function useScrollMemory(key: string): void {
  useLayoutEffect(() => {
    const before = stores.get(key)?.value as ScrollPosition | undefined;
    const store = new StateStore<unknown>(before ?? { y: 0, link: null });
    const remember = (changed: Partial<ScrollPosition>): void => {
      store.set({ ...(store.value as ScrollPosition), ...changed });
      stores.set(key, store);
    };
    // After `main.tsx` has scrolled the new screen to its top.
    const timer = setTimeout(() => {
      if (!before) return;
      scrollTo(0, before.y);
      const links = [...document.querySelectorAll<HTMLElement>("main a")];
      const link = links.find((each) => each.getAttribute("href") === before.link);
      link?.focus({ preventScroll: true });
    });
    const onScroll = (): void => remember({ y: scrollY });
    const onClick = ({ target }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest("main a") : null;
      if (link) remember({ link: link.getAttribute("href") });
    };
    addEventListener("scroll", onScroll, { passive: true });
    addEventListener("click", onClick, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("scroll", onScroll);
      removeEventListener("click", onClick, { capture: true });
    };
  }, [key]);
}
