/**
 * The sheet that lies on top: all else is inert while it is open, so messages must be in it to be
 * seen and read out.
 */
import { useSyncExternalStore } from "react";

let sheets: readonly HTMLElement[] = [];
const listeners = new Set<() => void>();

function set(next: readonly HTMLElement[]): void {
  sheets = next;
  for (const listener of listeners) listener();
}

/** A sheet opens; @returns what says that it has closed. */
export function lieOnTop(sheet: HTMLElement): () => void {
  set([...sheets, sheet]);
  return () => set(sheets.filter((each) => each !== sheet));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Gives the focus to the uppermost sheet's title, or to the screen. */
export function focusTopmost(): void {
  const target = sheets.at(-1)?.querySelector("h2") ?? document.getElementById("main");
  target?.focus({ preventScroll: true });
}

/** The uppermost sheet; null where none is open. */
export function useTopmost(): HTMLElement | null {
  return useSyncExternalStore(subscribe, () => sheets.at(-1) ?? null);
}
