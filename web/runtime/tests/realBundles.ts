/** The repository's real bundles, and how tests damage them. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { BundleError } from "../src/errors.js";
import type { FileEntry, Files } from "../src/bundle/bundleFiles.js";

const ROOT = new URL("../../../", import.meta.url);
const GRAPHS = new URL("src/vizsla/weights/graphs/", ROOT);

export const NAMES = ["classify-image", "describe-image", "detect-objects", "dog-breeds"];
export const BACKBONE = "994b4e1235820340067ff6ef008385cec22a6c5c53ef4ae71000ac78b6d2b093";
export const DETECTOR = "6d0fa607b22a5bd107d00aa4542d36c854b6051459dd825d5051a17f3becb058";

/** A file of the repository. */
export function file(path: string): Uint8Array {
  return readFileSync(new URL(path, ROOT));
}

export function shipped(name: string, of: string): Uint8Array {
  return file(`src/vizsla/weights/${name}/${of}`);
}

/** A file of the golden bundle of an old format. */
export function golden(of: string, format = 1): Uint8Array {
  return file(`contract/golden/format-${format}/${of}`);
}

export function graph(sha256: string): Uint8Array {
  return readFileSync(new URL(`${sha256}.tflite`, GRAPHS));
}

/** A folder of the repository as a bundle; graphs are those that its functions share. */
export class RepositoryFiles implements Files {
  constructor(readonly where: string) {}

  async readManifest(): Promise<Uint8Array> {
    return file(`${this.where}/function.json`);
  }

  async read(name: string, entry: FileEntry): Promise<Uint8Array> {
    const shared = readdirSync(GRAPHS).includes(`${entry.sha256}.tflite`);
    return shared ? graph(entry.sha256) : file(`${this.where}/${name}`);
  }
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export function json(value: unknown): Uint8Array {
  return bytes(JSON.stringify(value));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests change what they like in it
export function parsed(content: Uint8Array): any {
  return JSON.parse(new TextDecoder().decode(content));
}

/**
 * Copies of a file with some bytes changed, and maybe its end cut off.
 * @param places - where bytes are changed: the file's parts that tell how to read the rest.
 */
export function damagedCopies(
  content: Uint8Array,
  places: fc.Arbitrary<number>,
): fc.Arbitrary<Uint8Array> {
  const value = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff));
  const changes = fc.array(fc.tuple(places, value), { minLength: 1, maxLength: 8 });
  const cut = fc.option(fc.nat(content.byteLength), { freq: 4 });
  return fc.tuple(changes, cut).map(([changed, end]) => {
    const copy = new Uint8Array(content);
    for (const [at, byte] of changed) copy[at] = byte;
    return end === null ? copy : copy.slice(0, end);
  });
}

/** What a reader gives, or null where it refuses with a BundleError; any other error fails. */
export function readOrRefused<T>(reader: () => T): T | null {
  try {
    return reader();
  } catch (error) {
    if (error instanceof BundleError) return null;
    throw error;
  }
}
