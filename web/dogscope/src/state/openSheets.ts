/**
 * The sheet that lies on top: all else is inert while it is open, so messages must be in it to be
 * seen and read out.
 */
import { Shared, useShared } from "../store/stateStore";

const sheets = new Shared<readonly HTMLElement[]>([]);

/** A sheet opens; @returns what says that it has closed. */
export function lieOnTop(sheet: HTMLElement): () => void {
  sheets.set([...sheets.value, sheet]);
  return () => sheets.set(sheets.value.filter((each) => each !== sheet));
}

/** Gives the focus to the uppermost sheet's title, or to the screen. */
export function focusTopmost(): void {
  const target = sheets.value.at(-1)?.querySelector("h2") ?? document.getElementById("main");
  target?.focus({ preventScroll: true });
}

/** The uppermost sheet; null where none is open. */
export function useTopmost(): HTMLElement | null {
  return useShared(sheets).at(-1) ?? null;
}
