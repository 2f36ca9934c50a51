/** Rules for the names and the sizes of a bundle's files. */
import { LIMITS } from "../contract.js";
import { BundleDamagedError } from "../errors.js";
import { shown } from "./json.js";

/** The size of any one file, in bytes: sixteen times the largest graph that Vizsla ships. */
export const MOST_BYTES = LIMITS.bundle.file_bytes;

/**
 * Refuses a name that is not that of a plain file in the bundle itself. One that passes may hold
 * anything else: it goes into an address through `encodeURIComponent` only.
 * @param where - the file that has the name, for messages.
 * @throws BundleDamagedError - the name leads elsewhere, or is no well-formed text.
 */
export function checkName(name: string, where: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what it refuses
  if (["", ".", ".."].includes(name) || /[/\\:\0-\x1f]|\p{Surrogate}/u.test(name)) {
    throw new BundleDamagedError(
      `${where} names a file ${shown(name)}, which would lie outside of the bundle; do not use ` +
        "this bundle",
    );
  }
}

/**
 * Refuses a file that is larger than any bundle's may be.
 * @param where - its name, for messages.
 * @throws BundleDamagedError - the file is too large.
 */
export function checkSize(bytes: number, where: string): void {
  if (bytes > MOST_BYTES) {
    throw new BundleDamagedError(
      `${where} is ${bytes} bytes; no file of a bundle may be over ${MOST_BYTES}`,
    );
  }
}
