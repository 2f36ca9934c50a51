/** The headers of a .zip as bytes: the same file gives the same bytes. */
import { CENTRAL, END, LOCAL, UTF8 } from "./zipFormat.js";

const VERSION = 20; // of the format that a reader must know: 2.0
const UNIX = 3 << 8; // the system that the files' rights are from
const RIGHTS = 0o100644 * 2 ** 16; // a plain file that its owner may write and all may read
const DATE = (1 << 5) | 1; // 1 January 1980: a .zip must bear a date

/** A file as its headers describe it. */
export interface WrittenFile {
  /** In UTF-8. */
  readonly name: Uint8Array;
  readonly method: number;
  readonly crc: number;
  /** Bytes as they lie in the archive, and once they are unpacked. */
  readonly packed: number;
  readonly bytes: number;
  /** Where its own header is. */
  readonly header: number;
}

/** Returns the header that lies before a file's data. */
export function localHeader(file: WrittenFile): Uint8Array<ArrayBuffer> {
  const to = new HeaderWriter(LOCAL.bytes + file.name.byteLength);
  to.uint32(LOCAL.signature);
  to.uint16(VERSION);
  describe(to, file);
  to.bytes(file.name);
  return to.content;
}

/** Returns a file's entry in the list at the archive's end. */
export function centralHeader(file: WrittenFile): Uint8Array<ArrayBuffer> {
  const to = new HeaderWriter(CENTRAL.bytes + file.name.byteLength);
  to.uint32(CENTRAL.signature);
  to.uint16(UNIX | VERSION, VERSION);
  describe(to, file);
  to.uint16(0, 0, 0); // no comment; the first disk; no kind of text
  to.uint32(RIGHTS, file.header);
  to.bytes(file.name);
  return to.content;
}

/** Returns the record that ends an archive of so many files, whose list lies at `start`. */
export function endRecord(count: number, bytes: number, start: number): Uint8Array<ArrayBuffer> {
  const to = new HeaderWriter(END.bytes);
  to.uint32(END.signature);
  to.uint16(0, 0, count, count);
  to.uint32(bytes, start);
  to.uint16(0);
  return to.content;
}

/** Writes the fields that both of a file's headers have. */
function describe(to: HeaderWriter, file: WrittenFile): void {
  to.uint16(UTF8, file.method, 0, DATE);
  to.uint32(file.crc, file.packed, file.bytes);
  to.uint16(file.name.byteLength, 0);
}

/** Puts little-endian numbers and bytes one behind the other. */
class HeaderWriter {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = 0;

  constructor(size: number) {
    this.content = new Uint8Array(size);
    this.#view = new DataView(this.content.buffer);
  }

  uint16(...values: number[]): void {
    for (const each of values) {
      this.#view.setUint16(this.#at, each, true);
      this.#at += 2;
    }
  }

  uint32(...values: number[]): void {
    for (const each of values) {
      this.#view.setUint32(this.#at, each, true);
      this.#at += 4;
    }
  }

  bytes(content: Uint8Array): void {
    this.content.set(content, this.#at);
    this.#at += content.byteLength;
  }
}
