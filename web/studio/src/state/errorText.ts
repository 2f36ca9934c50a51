/** An error in words that say what to do. */
import { ApiError } from "../api/client";
import type { Locale } from "../locales/locale";

/** Returns an error's words: the server's own, or the studio's where it could not be reached. */
export function errorText(error: unknown, { t }: Locale): string {
  if (error instanceof ApiError && error.offline) return t("shell.offline");
  if (error instanceof ApiError && error.status === 401) return t("shell.signedOut");
  if (error instanceof Error && error.message !== "") return error.message;
  return t("shell.unknownError");
}
