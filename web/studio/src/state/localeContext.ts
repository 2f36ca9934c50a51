/** The locale of the page: `const { t } = useLocale()`. */
import { createContext, use } from "react";
import { Locale } from "../locales/locale";

export const LocaleContext = createContext(new Locale("en"));

export function useLocale(): Locale {
  return use(LocaleContext);
}
