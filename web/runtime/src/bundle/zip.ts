/**
 * Reads a .zip in memory (APPNOTE 6.3.10), and no more of the format than a bundle needs: no zip64,
 * no encryption, files stored or deflated.
 */
import { BundleDamagedError } from "../errors.js";
import { copyOf, viewOf } from "../bytes/bytes.js";
import { crc32 } from "../bytes/crc32.js";
import { inflate } from "./inflate.js";
import { reason, shown } from "./json.js";
import { checkName, checkSize } from "./limits.js";
import { CENTRAL, decodeName, DEFLATED, END, LOCAL, STORED } from "./zipformat.js";

export { writeZip } from "./zipwriter.js";

const MOST_COMMENT = 0xffff;
const ENCRYPTED = 0x2041; // the bits of the three ways to encrypt
const ZIP64 = 0xffffffff;

/** A .zip's files by their names. */
export interface Zip {
  readonly names: readonly string[];
  /**
   * A file's content, in memory of its own.
   * @throws BundleDamagedError - it is not there, damaged, or larger than a bundle's may be.
   */
  read(name: string): Promise<Uint8Array>;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
  /** Where its header is; the data is behind that. */
  readonly header: number;
}

/**
 * Checks how a .zip is built up; of its files, each is unpacked when it is asked for.
 * @param where - its name, for messages.
 * @throws BundleDamagedError - it is no .zip, one that a bundle can't be, or damaged.
 */
export function openZip(content: Uint8Array, where: string): Zip {
  const entries = new Map<string, Entry>();
  const end = findEnd(content, where);
  for (const entry of directory(content, end, where)) {
    checkName(entry.name, where);
    if (entries.has(entry.name)) {
      throw new BundleDamagedError(
        `${where} holds a file twice, ${shown(entry.name)}; do not use this bundle`,
      );
    }
    entries.set(entry.name, entry);
  }
  const starts = dataStarts(content, [...entries.values()], end.start, where);
  return {
    names: [...entries.keys()],
    read: async (name) => {
      const entry = entries.get(name);
      if (entry === undefined) {
        throw new BundleDamagedError(
          `${where} holds no file ${shown(name)}; copy the bundle again, whole`,
        );
      }
      const start = starts.get(entry)!;
      return unpack(content.subarray(start, start + entry.packed), entry, `${where}: ${name}`);
    },
  };
}

/** Where the directory of files starts and ends, and how many it lists. */
interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

function findEnd(content: Uint8Array, where: string): Directory {
  const view = viewOf(content);
  const last = content.byteLength - END.bytes;
  const first = Math.max(0, last - MOST_COMMENT);
  for (let at = last; at >= first; at--) {
    // A comment may hold what looks like an end: the real one's reaches to the last byte.
    if (view.getUint32(at, true) !== END.signature) continue;
    if (at + END.bytes + view.getUint16(at + 20, true) !== content.byteLength) continue;
    const [disk, directoryDisk] = [view.getUint16(at + 4, true), view.getUint16(at + 6, true)];
    const [here, count] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [bytes, start] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    if (disk !== 0 || directoryDisk !== 0 || here !== count || start + bytes !== at) {
      throw damaged(where, "it is in several parts, a zip64, or not in one piece");
    }
    return { start, end: at, count };
  }
  throw damaged(where, "its end is missing");
}

function directory(content: Uint8Array, { start, end, count }: Directory, where: string): Entry[] {
  const view = viewOf(content);
  const entries: Entry[] = [];
  let at = start;
  while (entries.length < count) {
    if (at + CENTRAL.bytes > end || view.getUint32(at, true) !== CENTRAL.signature) break;
    const flags = view.getUint16(at + 8, true);
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = lengths.reduce((sum, each) => sum + each, at + CENTRAL.bytes);
    if (next > end) break;
    const name = content.subarray(at + CENTRAL.bytes, at + CENTRAL.bytes + lengths[0]!);
    const entry = {
      name: named(name, flags, where),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
    };
    if (flags & ENCRYPTED) throw damaged(where, "it is encrypted");
    if ([entry.packed, entry.bytes, entry.header].includes(ZIP64)) {
      throw damaged(where, "it is a zip64");
    }
    entries.push(entry);
    at = next;
  }
  if (entries.length !== count || at !== end) throw damaged(where, "its list of files is broken");
  return entries;
}

function named(name: Uint8Array, flags: number, where: string): string {
  try {
    return decodeName(name, flags);
  } catch {
    throw damaged(where, "a file's name is not UTF-8");
  }
}

/** Where each file's data starts; none may reach into the next one, or into the directory. */
function dataStarts(
  content: Uint8Array,
  entries: readonly Entry[],
  end: number,
  where: string,
): Map<Entry, number> {
  const view = viewOf(content);
  const starts = new Map<Entry, number>();
  let limit = end;
  for (const entry of [...entries].sort((a, b) => b.header - a.header)) {
    const { header, name, packed } = entry;
    const broken = () => damaged(where, `${shown(name)} is not where it should be`);
    if (header + LOCAL.bytes > limit || view.getUint32(header, true) !== LOCAL.signature) {
      throw broken();
    }
    const flags = view.getUint16(header + 6, true);
    const nameEnd = header + LOCAL.bytes + view.getUint16(header + 26, true);
    const start = nameEnd + view.getUint16(header + 28, true);
    if (start + packed > limit) throw broken();
    const here = content.subarray(header + LOCAL.bytes, nameEnd);
    if (named(here, flags, where) !== name) throw broken();
    starts.set(entry, start);
    limit = header;
  }
  return starts;
}

async function unpack(packed: Uint8Array, entry: Entry, where: string): Promise<Uint8Array> {
  checkSize(entry.bytes, where);
  let content: Uint8Array;
  try {
    if (entry.method !== STORED && entry.method !== DEFLATED) {
      throw new Error(`method ${entry.method} of compression is not known`);
    }
    content = entry.method === STORED ? copyOf(packed) : await inflate(packed, entry.bytes);
  } catch (cause) {
    throw new BundleDamagedError(
      `${where} can't be unpacked (${reason(cause)}); copy the bundle again, whole`,
      { cause },
    );
  }
  if (content.byteLength !== entry.bytes || crc32(content) !== entry.crc) {
    throw new BundleDamagedError(
      `${where} is damaged: its length or checksum is wrong; copy the bundle again`,
    );
  }
  return content;
}

function damaged(where: string, why: string): BundleDamagedError {
  return new BundleDamagedError(`${where} is not a .zip that can be read (${why}); copy it again`);
}
