/** Parses JSON from a file that may be damaged, and shows its values in messages. */
import { LIMITS } from "../contract.js";
import { BundleDamagedError } from "../errors.js";
import { copyOf } from "../bytes/bytes.js";
import { messageOf } from "../messageOf.js";

const MOST_SHOWN = 77;
const ESCAPED = /(^|[^\\])(\\\\)*\\ud[89a-f]/i;

/**
 * Parses a file of JSON in UTF-8.
 * @param where - its name, for messages.
 * @throws BundleDamagedError - it is not that.
 */
export function parseJson(content: Uint8Array, where: string): unknown {
  try {
    if (content.byteLength > LIMITS.bundle.json_bytes) throw new Error("it is too large");
    const text = new TextDecoder("utf-8", { fatal: true }).decode(copyOf(content));
    const value: unknown = JSON.parse(text);
    // Half of a letter, which is no text; whole ones are written out, and only a half is escaped.
    if (ESCAPED.test(text) && ESCAPED.test(JSON.stringify(value))) {
      throw new Error("it holds half of a letter");
    }
    return value;
  } catch (cause) {
    throw new BundleDamagedError(`${where} is not JSON (${reason(cause)}); copy the bundle again`, {
      cause,
    });
  }
}

/** Returns a text as a message shows it: of a line's length at most. */
export function short(text: string): string {
  return text.length <= MOST_SHOWN + 3 ? text : `${text.slice(0, MOST_SHOWN)}...`;
}

/** Returns a value as a message shows it: short however large it is, and however deep. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") return JSON.stringify(short(value));
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** Returns an error's message, shortened. */
export function reason(cause: unknown): string {
  return short(messageOf(cause));
}
