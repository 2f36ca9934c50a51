/** Zips of many photos, written and read in pieces: a thousand of them need not be in memory. */
import { inflateSync, strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { crc32 } from "./crc32";

export interface Entry {
  readonly name: string;
  readonly content: Blob | string;
}

/** What a zip without 64-bit fields can hold. */
const MOST_BYTES = 2 ** 32 - 2 ** 20;
const MOST_FILES = 65_000;
/** What one file may unpack to: more is no export of ours. */
const MOST_FILE = 32 * 2 ** 20;
const MOST_TEXT = 64 * 2 ** 20;

export class ZipError extends Error {
  override readonly name = "ZipError";
}

/**
 * Writes a zip; photos are not packed once more.
 * @throws ZipError - it would be larger than a zip can be.
 */
export async function writeZip(entries: AsyncIterable<Entry> | Iterable<Entry>): Promise<Blob> {
  const parts: BlobPart[] = [];
  let bytes = 0;
  let files = 0;
  let failed: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failed = error;
    else parts.push(chunk as Uint8Array<ArrayBuffer>);
    bytes += chunk?.length ?? 0;
  });
  for await (const { name, content } of entries) {
    const isText = typeof content === "string";
    const file = isText ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
    zip.add(file);
    const plain = isText ? strToU8(content) : new Uint8Array(await content.arrayBuffer());
    file.push(plain, true);
    // What was written may leave memory: a Blob of Blobs lives on the disk.
    if (parts.length > 64) parts.splice(0, parts.length, new Blob(parts));
    if (failed) throw failed;
    if (bytes > MOST_BYTES || ++files > MOST_FILES) throw new ZipError("too large for one zip");
  }
  zip.end();
  if (failed) throw failed;
  return new Blob(parts, { type: "application/zip" });
}

/** A file as the zip's directory, at its end, has it. */
interface Listed {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const STORED = 0;
const DEFLATED = 8;

/**
 * Reads a zip by its directory; `wanted` says which of its files to read, and `onFile` is told each.
 * @throws ZipError - it is none, is damaged, or is larger than an export can be.
 */
export async function readZip(
  zip: Blob,
  wanted: (name: string) => boolean,
  onFile: (name: string, content: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  for (const file of await directory(zip)) {
    if (wanted(file.name)) onFile(file.name, await content(zip, file));
  }
}

async function directory(zip: Blob): Promise<Listed[]> {
  const end = await endOf(zip);
  const count = end.getUint16(10, true);
  const [size, start] = [end.getUint32(12, true), end.getUint32(16, true)];
  if (start + size > zip.size || count > MOST_FILES) throw new ZipError("its directory is damaged");
  const view = await viewOf(zip, start, size);
  const files: Listed[] = [];
  let at = 0;
  for (let number = 0; number < count; number++) {
    if (at + 46 > size || view.getUint32(at, true) !== 0x02014b50) {
      throw new ZipError("its directory is damaged");
    }
    const length = view.getUint16(at + 28, true);
    const more = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (at + 46 + length + more > size) throw new ZipError("its directory is damaged");
    files.push({
      name: new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, length)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + length + more;
  }
  if (at !== size) throw new ZipError("it has more files than a zip can count");
  return files;
}

/** The last record of a zip: it lies before a comment of at most 65,535 bytes. */
async function endOf(zip: Blob): Promise<DataView> {
  const tail = await viewOf(zip, Math.max(0, zip.size - 65_557), Math.min(zip.size, 65_557));
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue;
    if (at + 22 + tail.getUint16(at + 20, true) !== tail.byteLength) continue;
    return new DataView(tail.buffer, at, 22);
  }
  throw new ZipError("it is no zip, or it ends too early");
}

async function content(zip: Blob, file: Listed): Promise<Uint8Array<ArrayBuffer>> {
  const { name, method, packed, size, offset } = file;
  const most = name.endsWith(".json") ? MOST_TEXT : MOST_FILE;
  if (size > most || packed > most) throw new ZipError(`${name} is too large`);
  const head = await viewOf(zip, offset, 30);
  if (head.getUint32(0, true) !== 0x04034b50) throw new ZipError(`${name} is damaged`);
  const start = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const view = await viewOf(zip, start, packed);
  const raw = new Uint8Array(view.buffer as ArrayBuffer);
  const plain = method === STORED ? raw : method === DEFLATED ? inflated(raw, size, name) : null;
  if (!plain || plain.length !== size || crc32(plain) !== file.crc) {
    throw new ZipError(`${name} is damaged`);
  }
  return plain;
}

function inflated(packed: Uint8Array, size: number, name: string): Uint8Array<ArrayBuffer> {
  try {
    // Into that many bytes and no more: what unpacks to more fails.
    return inflateSync(packed, { out: new Uint8Array(size) }) as Uint8Array<ArrayBuffer>;
  } catch (cause) {
    throw new ZipError(`${name} is damaged`, { cause });
  }
}

async function viewOf(zip: Blob, start: number, length: number): Promise<DataView<ArrayBuffer>> {
  if (start + length > zip.size) throw new ZipError("it ends too early");
  return new DataView(await zip.slice(start, start + length).arrayBuffer());
}
