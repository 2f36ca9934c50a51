/** Zips of many photos, written and read in pieces: a thousand of them need not be in memory. */
import {
  UnzipInflate,
  strToU8,
  Unzip,
  UnzipPassThrough,
  Zip,
  ZipDeflate,
  ZipPassThrough,
} from "fflate";

export interface Entry {
  readonly name: string;
  readonly content: Blob | string;
}

/** Writes a zip; photos are not packed once more. */
export async function writeZip(entries: AsyncIterable<Entry> | Iterable<Entry>): Promise<Blob> {
  const parts: BlobPart[] = [];
  let failed: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failed = error;
    else parts.push(chunk as Uint8Array<ArrayBuffer>);
  });
  for await (const { name, content } of entries) {
    const isText = typeof content === "string";
    const file = isText ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
    zip.add(file);
    const bytes = isText ? strToU8(content) : new Uint8Array(await content.arrayBuffer());
    file.push(bytes, true);
    // What was written may leave memory: a Blob of Blobs lives on the disk.
    if (parts.length > 64) parts.splice(0, parts.length, new Blob(parts));
    if (failed) throw failed;
  }
  zip.end();
  if (failed) throw failed;
  return new Blob(parts, { type: "application/zip" });
}

/** What a zip may hold at most: more is no export of ours. */
const MOST_FILE = 32 * 2 ** 20;
const MOST_TEXT = 64 * 2 ** 20;
const MOST_FILES = 100_000;

export class ZipError extends Error {
  override readonly name = "ZipError";
}

/**
 * Reads a zip; `wanted` says which of its files to read, and `onFile` is told each.
 * @throws ZipError - it is none, is damaged, or is larger than an export can be.
 */
export async function readZip(
  zip: Blob,
  wanted: (name: string) => boolean,
  onFile: (name: string, content: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  let failed: unknown = null;
  let files = 0;
  let begun = 0;
  let done = 0;
  const unzip = new Unzip((file) => {
    if (++files > MOST_FILES) failed ??= new ZipError("too many files");
    if (failed !== null || !wanted(file.name)) return;
    const most = file.name.endsWith(".json") ? MOST_TEXT : MOST_FILE;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let bytes = 0;
    begun++;
    file.ondata = (error, chunk, final) => {
      if (failed !== null) return;
      if (error) failed = error;
      bytes += chunk?.length ?? 0;
      if (bytes > most) failed = new ZipError(`${file.name} is too large`);
      if (failed !== null) return file.terminate();
      chunks.push(chunk as Uint8Array<ArrayBuffer>);
      if (!final) return;
      const whole = new Uint8Array(bytes);
      let at = 0;
      for (const each of chunks) {
        whole.set(each, at);
        at += each.length;
      }
      done++;
      onFile(file.name, whole);
    };
    file.start();
  });
  unzip.register(UnzipPassThrough);
  unzip.register(UnzipInflate); // not the one of a worker: its script is a blob, and the policy forbids it
  const reader = zip.stream().getReader();
  try {
    for (;;) {
      const next = await reader.read();
      unzip.push(next.value ?? new Uint8Array(), next.done);
      if (failed !== null) throw failed;
      if (next.done) break;
    }
  } catch (cause) {
    throw cause instanceof ZipError ? cause : new ZipError("not a zip, or damaged", { cause });
  }
  if (files === 0 || done < begun) throw new ZipError("not a zip, or it ends too early");
}
