/** What the door says, in the reader's language. */
import { ApiError } from "../../api/client";
import type { Locale } from "../../locales/locale";

/** Returns the words for a wrong password, or for too many; null for any other error. */
export function refusalText(error: unknown, { t }: Locale): string | null {
  if (!(error instanceof ApiError)) return null;
  if (error.status === 401) return t("people.wrong");
  if (error.status === 429) return t("people.tooMany");
  return null;
}
