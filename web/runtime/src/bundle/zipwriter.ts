/** Writes a .zip in memory, uncompressed: the same files give the same bytes. */
import { BundleError } from "../errors.js";
import { crc32 } from "../bytes/crc32.js";
import { checkName } from "./limits.js";
import { CENTRAL, END, LOCAL, STORED, UTF8 } from "./zipformat.js";

const VERSION = 20; // of the format that a reader must know: 2.0
const UNIX = 3 << 8; // where the files' rights are from
const RIGHTS = 0o100644 * 2 ** 16; // a plain file that its owner may write and all may read
const DATE = (1 << 5) | 1; // 1 January 1980: a .zip must bear a date
const MOST_NAME = 0xffff;
const MOST_FILES = 0xfffe;
const MOST_BYTES = 0xfffffffe;

export interface NamedFile {
  /** A plain file name. */
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * Returns a .zip of these files, in their order.
 * @throws BundleError - a name that is no plain file name, or is there twice; or
 * more than 4 GB, 65,534 files, or 65,535 bytes of a name.
 */
export function writeZip(files: readonly NamedFile[]): Uint8Array<ArrayBuffer> {
  const entries = files.map(({ name, content }) => {
    checkName(name, "the .zip");
    return { name: new TextEncoder().encode(name), content, crc: crc32(content) };
  });
  const size = entries.reduce(
    (sum, { name, content }) =>
      sum + LOCAL.bytes + CENTRAL.bytes + 2 * name.byteLength + content.byteLength,
    END.bytes,
  );
  const long = entries.some(({ name }) => name.byteLength > MOST_NAME);
  if (new Set(files.map(({ name }) => name)).size !== files.length) {
    throw new BundleError("the .zip would hold a file twice; give each a name of its own");
  }
  if (files.length > MOST_FILES || size > MOST_BYTES || long) {
    throw new BundleError(
      `the .zip would be ${size} bytes of ${files.length} files; give fewer, shorter named`,
    );
  }
  const zip = new Writer(size);
  const starts = entries.map(({ name, content, crc }) => {
    const start = zip.at;
    zip.uint32(LOCAL.signature);
    zip.uint16(VERSION);
    described(zip, name, content, crc);
    zip.bytes(name);
    zip.bytes(content);
    return start;
  });
  const directory = zip.at;
  entries.forEach(({ name, content, crc }, index) => {
    zip.uint32(CENTRAL.signature);
    zip.uint16(UNIX | VERSION);
    zip.uint16(VERSION);
    described(zip, name, content, crc);
    zip.uint16(0, 0, 0); // no comment; the first disk; no kind of text
    zip.uint32(RIGHTS, starts[index]!);
    zip.bytes(name);
  });
  const end = zip.at;
  zip.uint32(END.signature);
  zip.uint16(0, 0, entries.length, entries.length);
  zip.uint32(end - directory, directory);
  zip.uint16(0);
  return zip.content;
}

/** What both of a file's headers say of it. */
function described(zip: Writer, name: Uint8Array, content: Uint8Array, crc: number): void {
  zip.uint16(UTF8, STORED, 0, DATE);
  zip.uint32(crc, content.byteLength, content.byteLength);
  zip.uint16(name.byteLength, 0);
}

/** Puts little-endian numbers and bytes one behind the other. */
class Writer {
  at = 0;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;

  constructor(size: number) {
    this.content = new Uint8Array(size);
    this.#view = new DataView(this.content.buffer);
  }

  uint16(...values: number[]): void {
    for (const each of values) {
      this.#view.setUint16(this.at, each, true);
      this.at += 2;
    }
  }

  uint32(...values: number[]): void {
    for (const each of values) {
      this.#view.setUint32(this.at, each, true);
      this.at += 4;
    }
  }

  bytes(content: Uint8Array): void {
    this.content.set(content, this.at);
    this.at += content.byteLength;
  }
}
