/**
 * Decodes files, for the tests to compare with Python: in Node a request a line, in a page a call of
 * `decodeFile`. A file is Base64; a reply is the upright pixels' size and SHA-256, or the error's name.
 */
import { VizslaError } from "../../src/errors.js";
import type { ImageValue } from "../../src/modalities/image/image.js";

/** Replies to a file. */
export async function decoded(
  base64: string,
  read: (bytes: Uint8Array<ArrayBuffer>) => Promise<ImageValue>,
): Promise<unknown> {
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  try {
    const image = await read(bytes);
    const { width, height } = image;
    const rgb = image.read(0, 0, width, height).filter((_, at) => at % 4 < 3);
    image.close();
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", rgb));
    const hex = Array.from(hash, (each) => each.toString(16).padStart(2, "0"));
    return { width, height, sha256: hex.join("") };
  } catch (error) {
    if (error instanceof VizslaError) return { raised: error.name, message: error.message };
    throw error;
  }
}
