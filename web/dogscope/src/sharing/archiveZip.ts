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

/** macOS keeps what it knows of files in a folder of this name, in the zips that Finder packs. */
const OF_FINDER = "__MACOSX/";

/**
 * Reads the wanted files of a zip, one after the other.
 *
 * Safari unpacks a zip at once, and who packs the folder again packs the folder's name, too: names
 * count from the folder that holds the listing.
 * @param listing - the name of the archive's listing.
 * @param wanted - whether to read the file of a name.
 * @throws ZipError - the zip is damaged, or has a file that is larger than any of an export.
 */
export async function readZip(
  zip: Blob,
  listing: string,
  wanted: (name: string) => boolean,
  onFile: (name: string, content: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  const files = await openZip(zip, "the zip", { checkSize });
  const folder = folderOf(listing, files.names);
  for (const path of files.names) {
    const name = path.slice(folder.length);
    if (path.startsWith(folder) && wanted(name)) onFile(name, await files.read(path));
  }
}

/** Returns the folder of the listing that is nearest to the root, with its slash; "" for the root. */
function folderOf(listing: string, names: readonly string[]): string {
  const folders = names
    .filter((name) => name === listing || name.endsWith(`/${listing}`))
    .filter((name) => !name.startsWith(OF_FINDER))
    .map((name) => name.slice(0, -listing.length));
  const depth = (folder: string): number => folder.split("/").length;
  const nearest = Math.min(...folders.map(depth));
  const found = folders.filter((folder) => depth(folder) === nearest);
  return found.length === 1 ? found[0]! : ""; // of two archives side by side, neither is meant
}

function checkSize(name: string, bytes: number): void {
  const most = name.endsWith(".json") ? MOST_TEXT : MOST_FILE;
  if (bytes > most) throw new ZipError(`${name} is too large`);
}
