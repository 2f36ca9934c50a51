/** The theme that the page shows, for what is drawn and not styled. */
import { useEffect, useState } from "react";

const read = () => document.documentElement.dataset["theme"] ?? "";

/** Returns the theme that is shown, so that what is drawn changes with it. */
export function useShownTheme(): string {
  const [theme, setTheme] = useState(read);
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(read()));
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, []);
  return theme;
}
