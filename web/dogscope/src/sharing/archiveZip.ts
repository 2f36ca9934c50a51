/** The zip of an archive: read and written in pieces, for a thousand photos do not fit in memory. */
import { openZip, ZipError } from "@vizsla/runtime/zip";

export {
  writeZipBlob as writeZip,
  ZipError,
  type StreamedFile as Entry,
} from "@vizsla/runtime/zip";

/** The most bytes of a photo, and of a listing. */
const MOST_FILE = 32 * 2 ** 20;
const MOST_TEXT = 64 * 2 ** 20;

/**
 * Reads the wanted files of a zip, one after the other.
 * @throws ZipError - the zip is damaged, or has a file that is larger than any of an export.
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
