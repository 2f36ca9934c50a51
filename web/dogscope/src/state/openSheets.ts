/**
 * The open sheets. All else is inert while one is open, so a toast must be in the top sheet to be
 * seen and read out.
 */
import { StateStore, useStore } from "../store/stateStore";

const sheets = new StateStore<readonly HTMLElement[]>([]);

/** Puts a sheet on top; the function that it returns removes it. */
export function openSheet(sheet: HTMLElement): () => void {
  sheets.set([...sheets.value, sheet]);
  return () => sheets.set(sheets.value.filter((each) => each !== sheet));
}

/** Gives the focus to the top sheet's title, or to the screen. */
export function focusTopSheet(): void {
  const target = sheets.value.at(-1)?.querySelector("h2") ?? document.getElementById("main");
  target?.focus({ preventScroll: true });
}

/** Returns the top sheet; null where none is open. */
export function useTopSheet(): HTMLElement | null {
  return useStore(sheets).at(-1) ?? null;
}
