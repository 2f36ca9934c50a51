/** The stores and the locale, for every screen. */
import { createContext, useContext } from "react";
import type { Locale } from "../locales/locale";
import type { UserData, UserDataStore } from "../storage/userDataStore";
import { useStore } from "../store/stateStore";
import type { ModelState, ModelStore } from "./modelStore";
import type { Toaster } from "./toaster";

export interface App {
  readonly userData: UserDataStore;
  readonly models: ModelStore;
  readonly toaster: Toaster;
  readonly locale: Locale;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  return useContext(AppContext)!;
}

export function useLocale(): Locale {
  return useApp().locale;
}

export function useUserData(): UserData {
  return useStore(useApp().userData);
}

export function useModels(): ModelState {
  return useStore(useApp().models);
}
