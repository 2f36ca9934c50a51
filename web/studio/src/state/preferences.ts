/** What a person chose for this browser: the theme and the language. */
import { useSyncExternalStore } from "react";
import { chooseLanguage, LANGUAGES, type Language } from "../locales/locale";

export type Theme = "system" | "light" | "dark";
export interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
}

const KEY = "vizsla-studio";
const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  let kept: Record<string, unknown> = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Record<string, unknown>;
  } catch {
    // What can't be read counts as nothing chosen.
  }
  const theme = kept["theme"];
  const language = LANGUAGES.find((each) => each === kept["language"]);
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    language: language ?? chooseLanguage(navigator.languages),
  };
}

/** Changes what was chosen, and shows the theme. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still shows it until the tab is closed.
  }
  showTheme();
  for (const each of listeners) each();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Marks the page with the theme; with that of the system where none is chosen. */
export function showTheme(): void {
  const { theme } = current;
  document.documentElement.dataset["theme"] =
    theme === "system" ? (dark.matches ? "dark" : "light") : theme;
}

dark.addEventListener("change", () => {
  showTheme();
  for (const each of listeners) each();
});
