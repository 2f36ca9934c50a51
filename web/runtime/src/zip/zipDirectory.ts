/** Reads the list of files at the end of a .zip, and checks that no two files share bytes. */
import { viewOf } from "../bytes/bytes.js";
import { misplaced, unreadable } from "./zipError.js";
import { CENTRAL, decodeName, END, LOCAL, type Slices } from "./zipFormat.js";

const MOST_COMMENT = 0xffff;
const ENCRYPTED = 0x2041; // the bits of the three ways to encrypt
const ZIP64 = 0xffffffff;

/** A file as the list at the archive's end describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  /** Bytes as they lie in the archive. */
  readonly packed: number;
  /** Bytes once they are unpacked. */
  readonly bytes: number;
  /** Where the file's own header is; the data is behind that. */
  readonly header: number;
  /** Where the data must have ended: the next file's header, or the list of files. */
  readonly limit: number;
}

/**
 * Reads the list of files.
 * @param where - the archive's name, for messages.
 * @throws ZipError - there is none, or it is damaged.
 */
export async function readDirectory(slices: Slices, where: string): Promise<ZipEntry[]> {
  const { start, end, count } = await findEnd(slices, where);
  const view = viewOf(await slices.read(start, end));
  const entries: Omit<ZipEntry, "limit">[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + CENTRAL.bytes > view.byteLength || view.getUint32(at, true) !== CENTRAL.signature) {
      break;
    }
    const flags = view.getUint16(at + 8, true);
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = lengths.reduce((sum, each) => sum + each, at + CENTRAL.bytes);
    if (next > view.byteLength) break;
    if (flags & ENCRYPTED) throw unreadable(where, "it is encrypted");
    const entry = {
      name: nameIn(view, at + CENTRAL.bytes, lengths[0]!, flags, where),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
    };
    if ([entry.packed, entry.bytes, entry.header].includes(ZIP64)) {
      throw unreadable(where, "it is a zip64");
    }
    entries.push(entry);
    at = next;
  }
  if (entries.length !== count || at !== view.byteLength) {
    throw unreadable(where, "its list of files is broken");
  }
  return withLimits(entries, start, where);
}

/** Where the list of files starts and ends, and how many it lists. */
async function findEnd(
  slices: Slices,
  where: string,
): Promise<{ start: number; end: number; count: number }> {
  const from = Math.max(0, slices.size - END.bytes - MOST_COMMENT);
  const view = viewOf(await slices.read(from, slices.size));
  for (let at = view.byteLength - END.bytes; at >= 0; at--) {
    // A comment may hold what looks like an end: the real one's reaches to the last byte.
    if (view.getUint32(at, true) !== END.signature) continue;
    if (at + END.bytes + view.getUint16(at + 20, true) !== view.byteLength) continue;
    const [disk, directoryDisk] = [view.getUint16(at + 4, true), view.getUint16(at + 6, true)];
    const [here, count] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [bytes, start] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    const end = from + at;
    if (disk !== 0 || directoryDisk !== 0 || here !== count || start + bytes !== end) {
      throw unreadable(where, "it is in several parts, a zip64, or not in one piece");
    }
    return { start, end, count };
  }
  throw unreadable(where, "its end is missing");
}

function nameIn(view: DataView, at: number, length: number, flags: number, where: string): string {
  try {
    return decodeName(new Uint8Array(view.buffer, view.byteOffset + at, length), flags);
  } catch {
    throw unreadable(where, "a file's name is not UTF-8");
  }
}

/** Adds where each file must have ended: none may reach into the next one, or into the list. */
function withLimits(
  entries: readonly Omit<ZipEntry, "limit">[],
  end: number,
  where: string,
): ZipEntry[] {
  const limits = new Map<object, number>();
  let limit = end;
  for (const entry of [...entries].sort((a, b) => b.header - a.header)) {
    if (entry.header + LOCAL.bytes + entry.packed > limit) {
      throw misplaced(where, entry.name);
    }
    limits.set(entry, limit);
    limit = entry.header;
  }
  return entries.map((entry) => ({ ...entry, limit: limits.get(entry)! }));
}
