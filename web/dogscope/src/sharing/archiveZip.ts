/** Zips of many photos, read and written piece by piece: a thousand of them need not be in memory. */
import { openZip, ZipError } from "@vizsla/runtime/zip";

export {
  writeZipBlob as writeZip,
  ZipError,
  type StreamedFile as Entry,
} from "@vizsla/runtime/zip";

/** The size in bytes of a file that is no export of ours. */
const MOST_FILE = 32 * 2 ** 20;
const MOST_TEXT = 64 * 2 ** 20;

/**
 * Reads a zip by the list at its end; `wanted` chooses the files, and `onFile` receives each.
 * @throws ZipError - it is none, is damaged, or holds a file that is larger than an export's can be.
 */
export async function readZip(
  zip: Blob,
  wanted: (name: string) => boolean,
  onFile: (name: string, content: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  const files = await openZip(zip, "the zip", { checkSize });
  for (const name of files.names) if (wanted(name)) onFile(name, await files.read(name));
}

function checkSize(name: string, bytes: number): void {
  const most = name.endsWith(".json") ? MOST_TEXT : MOST_FILE;
  if (bytes > most) throw new ZipError(`${name} is too large`);
}
