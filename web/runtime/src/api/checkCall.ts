/** Checks what every call takes: options that are an object, with a signal that is one. */
import { shown } from "../bundle/json.js";
import { OptionError } from "../errors.js";

/**
 * Refuses options that are no object, such as null, and a signal in them that is no AbortSignal.
 * @param what - whose options they are, for the message.
 * @throws OptionError - they are that.
 */
export function checkCall(options: unknown, what = "a call"): void {
  if (typeof options !== "object" || options === null) {
    throw new OptionError(`the options of ${what} are an object, not ${shown(options)}`);
  }
  const { signal } = options as { readonly signal?: unknown };
  if (signal === undefined) return;
  // The class of another frame of the page is another one.
  const given = signal as Partial<AbortSignal> | null;
  if (typeof given?.aborted === "boolean" && typeof given.addEventListener === "function") return;
  throw new OptionError(`signal must be an AbortSignal, not ${shown(signal)}`);
}
