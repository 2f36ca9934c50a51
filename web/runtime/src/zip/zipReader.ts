/**
 * Reads a .zip (APPNOTE 6.3.10) from memory, or piece by piece from a Blob: a thousand photos need not
 * be in memory. No more of the format is read than is needed: no zip64, no encryption, files stored
 * or deflated.
 */
import { copyOf, viewOf } from "../bytes/bytes.js";
import { crc32 } from "../bytes/crc32.js";
import { messageOf } from "../messageOf.js";
import { inflate } from "./inflate.js";
import { readDirectory, type ZipEntry } from "./zipDirectory.js";
import { misplaced, ZipError } from "./zipError.js";
import { decodeName, DEFLATED, LOCAL, STORED, type Slices } from "./zipFormat.js";

/** Further rules for an archive; each function throws where its rule is broken. */
export interface ZipRules {
  /** Refuses a file's name. */
  checkName?(name: string): void;
  /** Refuses a file that would unpack to so many bytes, before it is unpacked. */
  checkSize?(name: string, bytes: number): void;
}

/** A .zip's files by their names. */
export interface Zip {
  readonly names: readonly string[];
  /**
   * Reads a file, in memory of its own.
   * @throws ZipError - the archive has no such file, or the file is damaged.
   */
  read(name: string): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * Checks the structure of a .zip; each of its files is unpacked when it is read.
 * @param where - its name, for messages.
 * @throws ZipError - it is no .zip, is damaged, or holds a name twice.
 */
export async function openZip(
  content: Uint8Array | Blob,
  where: string,
  rules: ZipRules = {},
): Promise<Zip> {
  const slices = content instanceof Blob ? slicesOfBlob(content) : slicesOfBytes(content);
  const entries = new Map<string, ZipEntry>();
  for (const entry of await readDirectory(slices, where)) {
    rules.checkName?.(entry.name);
    if (entries.has(entry.name)) {
      throw new ZipError(`${where} holds a file twice, ${JSON.stringify(entry.name)}`);
    }
    entries.set(entry.name, entry);
  }
  // In memory it costs nothing to look at every file's own header at once.
  if (!(content instanceof Blob)) {
    for (const entry of entries.values()) await dataOf(entry, slices, where);
  }
  return {
    names: [...entries.keys()],
    read: async (name) => {
      const entry = entries.get(name);
      if (entry === undefined) {
        throw new ZipError(`${where} holds no file ${JSON.stringify(name.slice(0, 80))}`);
      }
      rules.checkSize?.(name, entry.bytes);
      const [start, end] = await dataOf(entry, slices, where);
      return unpack(await slices.read(start, end), entry, `${where}: ${name}`);
    },
  };
}

function slicesOfBytes(content: Uint8Array): Slices {
  return {
    size: content.byteLength,
    read: (start, end) => Promise.resolve(content.subarray(start, end)),
  };
}

function slicesOfBlob(content: Blob): Slices {
  return {
    size: content.size,
    read: async (start, end) => new Uint8Array(await content.slice(start, end).arrayBuffer()),
  };
}

/** Finds where a file's data starts and ends: behind its own header, and before the next file. */
async function dataOf(
  entry: ZipEntry,
  slices: Slices,
  where: string,
): Promise<[start: number, end: number]> {
  const header = viewOf(await slices.read(entry.header, entry.header + LOCAL.bytes));
  if (header.byteLength < LOCAL.bytes || header.getUint32(0, true) !== LOCAL.signature) {
    throw misplaced(where, entry.name);
  }
  const nameStart = entry.header + LOCAL.bytes;
  const nameEnd = nameStart + header.getUint16(26, true);
  const start = nameEnd + header.getUint16(28, true);
  const end = start + entry.packed;
  if (end > entry.limit) throw misplaced(where, entry.name);
  const name = await slices.read(nameStart, nameEnd);
  try {
    if (decodeName(name, header.getUint16(6, true)) === entry.name) return [start, end];
  } catch {
    // A name that is not UTF-8 is not the entry's.
  }
  throw misplaced(where, entry.name);
}

async function unpack(
  packed: Uint8Array,
  { method, bytes, crc }: ZipEntry,
  where: string,
): Promise<Uint8Array<ArrayBuffer>> {
  let content: Uint8Array<ArrayBuffer>;
  try {
    if (method !== STORED && method !== DEFLATED) {
      throw new Error(`method ${method} of compression is not known`);
    }
    content = method === STORED ? copyOf(packed) : await inflate(packed, bytes);
  } catch (cause) {
    throw new ZipError(`${where} can't be unpacked (${messageOf(cause)})`, { cause });
  }
  if (content.byteLength !== bytes || crc32(content) !== crc) {
    throw new ZipError(`${where} is damaged: its length or checksum is wrong`);
  }
  return content;
}
