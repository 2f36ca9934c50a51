/** What every screen has at hand. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { Kept, Keeper } from "../storage/userDataStore";
import type { Words } from "../locales/locale";
import type { EyesKeeper, EyesState } from "./modelStore";
import type { Toaster } from "./toaster";

export interface App {
  readonly keeper: Keeper;
  readonly eyes: EyesKeeper;
  readonly words: Words;
  readonly toaster: Toaster;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  return useContext(AppContext)!;
}

export function useWords(): Words {
  return useApp().words;
}

/** What is kept; the screen is drawn anew when it changes. */
export function useKept(): Kept {
  const { keeper } = useApp();
  return useSyncExternalStore(
    (listener) => keeper.subscribe(listener),
    () => keeper.kept,
  );
}

export function useEyes(): EyesState {
  const { eyes } = useApp();
  return useSyncExternalStore(eyes.subscribe, () => eyes.state);
}
