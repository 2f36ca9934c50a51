/** Writes a .zip: in memory, or as a Blob that need not be. The same files give the same bytes. */
import { concatenate, copyOf } from "../bytes/bytes.js";
import { crc32 } from "../bytes/crc32.js";
import { deflate } from "./inflate.js";
import { ZipError } from "./zipError.js";
import { DEFLATED, STORED } from "./zipFormat.js";
import type { ZipRules } from "./zipReader.js";
import { centralHeader, endRecord, localHeader, type WrittenFile } from "./zipHeaders.js";

const MOST_NAME = 0xffff;
const MOST_FILES = 0xfffe;
const MOST_BYTES = 0xfffffffe;
const MOST_PARTS = 64; // held in memory: a Blob of Blobs lives on the disk

/** A file for an archive that is made in memory; it is stored as it is. */
export interface NamedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** A file for an archive that is made as a Blob; texts are compressed, and Blobs stored as they are. */
export interface StreamedFile {
  readonly name: string;
  readonly content: Blob | string;
}

/**
 * Makes a .zip of these files in memory, in their order.
 * @throws ZipError - a name occurs twice; or there are more than 4 GB, 65,534 files, or 65,535
 * bytes of a name.
 */
export function writeZip(
  files: readonly NamedFile[],
  rules: ZipRules = {},
): Uint8Array<ArrayBuffer> {
  for (const { name } of files) rules.checkName?.(name);
  const archive = new Archive();
  const parts = files.flatMap(({ name, content }) => {
    const header = archive.add(name, STORED, content, content);
    return [header, content];
  });
  return copyOf(concatenate([...parts, ...archive.end()]));
}

/**
 * Makes a .zip of these files as a Blob, in their order; each file may be made when it is its turn.
 * @throws ZipError - as `writeZip`.
 */
export async function writeZipBlob(
  files: AsyncIterable<StreamedFile> | Iterable<StreamedFile>,
): Promise<Blob> {
  const archive = new Archive();
  const parts: BlobPart[] = [];
  for await (const { name, content } of files) {
    const isText = typeof content === "string";
    const bytes = isText
      ? new TextEncoder().encode(content)
      : new Uint8Array(await content.arrayBuffer());
    const packed = isText ? await deflate(bytes) : bytes;
    parts.push(archive.add(name, isText ? DEFLATED : STORED, bytes, packed), packed);
    if (parts.length > MOST_PARTS) parts.splice(0, parts.length, new Blob(parts));
  }
  return new Blob([...parts, ...archive.end()], { type: "application/zip" });
}

/** Keeps account of an archive's files. */
class Archive {
  readonly #files: WrittenFile[] = [];
  readonly #names = new Set<string>();
  #bytes = 0;

  /** Adds a file; returns the header that goes before its data. */
  add(
    text: string,
    method: number,
    content: Uint8Array,
    packed: Uint8Array,
  ): Uint8Array<ArrayBuffer> {
    if (this.#names.has(text)) {
      throw new ZipError("the .zip would hold a file twice; give each a name of its own");
    }
    this.#names.add(text);
    const name = new TextEncoder().encode(text);
    const sizes = { packed: packed.byteLength, bytes: content.byteLength };
    const file = { name, method, crc: crc32(content), ...sizes, header: this.#bytes };
    const header = localHeader(file);
    this.#bytes += header.byteLength + packed.byteLength;
    this.#files.push(file);
    const isLong = name.byteLength > MOST_NAME;
    if (isLong || this.#files.length > MOST_FILES || this.#bytes > MOST_BYTES) {
      throw new ZipError(
        `the .zip would be ${this.#bytes} bytes or more of ${this.#files.length} files or more; ` +
          "give fewer, shorter named",
      );
    }
    return header;
  }

  /** Returns the archive's end, which goes behind the last file. */
  end(): Uint8Array<ArrayBuffer>[] {
    const headers = this.#files.map(centralHeader);
    const bytes = headers.reduce((sum, each) => sum + each.byteLength, 0);
    if (this.#bytes + bytes > MOST_BYTES) {
      throw new ZipError("the .zip would be over 4 GB; give fewer files");
    }
    return [...headers, endRecord(headers.length, bytes, this.#bytes)];
  }
}
