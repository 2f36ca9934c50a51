/** An error in words that say what to do. */
import { ApiError, type ErrorDetails } from "../api/client";
import type { Locale } from "../locales/locale";
import type { Job } from "./liveEvents";

const OWN_FAULT = 500;

/** Returns an error's words: the studio's where it knows the error, else the server's own. */
export function errorText(error: unknown, locale: Locale): string {
  const { t } = locale;
  if (error instanceof ApiError) {
    if (error.offline) return t("shell.offline");
    if (error.status === 401) return t("shell.signedOut");
    const { code, status, details, message } = error;
    const fault = status >= OWN_FAULT && details.retry_after === undefined;
    return codedErrorText({ ...details, code, detail: message, fault }, locale);
  }
  if (error instanceof Error && error.message !== "") return error.message;
  return t("shell.unknownError");
}

/** An error as the server tells of it: a refused request, a failed job, a file that can't be used. */
export interface CodedError extends ErrorDetails {
  readonly code: string | null;
  /** The server's own sentence, in English. */
  readonly detail: string;
  /** Whether the server itself failed. */
  readonly fault?: boolean;
}

/**
 * Returns the words of an error that the server has named by a code. A sentence for a reason says as
 * much as the server's; one for a code alone says less, so that readers of English get the server's.
 */
export function codedErrorText(error: CodedError, locale: Locale): string {
  const { code, reason, detail, fault, request_id: request = "" } = error;
  const values = { ...valuesOf(error, locale), seconds: error.retry_after ?? 1, request };
  const exact = `errors.${code}_${reason}`;
  if (reason && locale.has(exact)) return locale.t(exact, values);
  const near = `errors.${code}`;
  if (locale.language === "en" || code === null) return detail;
  if (locale.has(near)) return locale.t(near, values);
  return fault && request ? locale.t("errors.server", values) : detail;
}

/** Returns why a job failed. */
export function jobErrorText(
  { error = null, message }: Pick<Job, "message"> & Partial<Pick<Job, "error">>,
  locale: Locale,
): string {
  if (error !== null) return codedErrorText({ ...error, detail: message }, locale);
  return locale.language === "en" ? message : locale.t("errors.job");
}

function valuesOf({ values = {} }: CodedError, { list }: Locale): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "number"
        ? value
        : Array.isArray(value)
          ? list(value.map(String))
          : String(value),
    ]),
  );
}
