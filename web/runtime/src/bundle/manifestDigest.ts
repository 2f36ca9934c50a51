/**
 * Compares a manifest with its field `digest`: the sha256 of the file with 64 zeros in the place of the
 * digest's own digits. It guards against damage, not against forgers.
 */
import { plainSha256 } from "../bytes/sha256.js";
import { BundleDamagedError } from "../errors.js";

/**
 * @param where - the file's name, for messages.
 * @throws BundleDamagedError - the manifest is not the one that was sealed.
 */
export function checkDigest(content: Uint8Array, digest: string, where: string): void {
  const blank = new Uint8Array(content); // a Buffer's own slice is no copy
  const at = new TextDecoder("latin1").decode(blank).indexOf(digest);
  if (at >= 0) blank.fill(0x30, at, at + digest.length);
  const found = plainSha256(blank);
  if (found === digest) return;
  throw new BundleDamagedError(
    `${where} is not the file that was published (its digest is ${digest.slice(0, 12)}, and should ` +
      `be ${found.slice(0, 12)}); copy the bundle again, or publish the function again`,
  );
}
