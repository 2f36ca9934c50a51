/** Files that a person chose or dropped, with their paths; folders are walked through. */

export interface PickedFile {
  /** Relative, with slashes: `trees/oak/1.jpg`. */
  readonly path: string;
  readonly file: File;
  /** Whether the browser could not open it. */
  readonly unreadable?: true;
}

const AT_ONCE = 64;

/** Names that systems leave among a user's files. */
const SYSTEM = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$|@eaDir$)/i;
const TABLE = /\.(csv|tsv|jsonl?|ndjson|xml|ya?ml|txt|lu|md)$/i;

/** Returns the files of an input, of whole folders too, in the order in which they are sent. */
export function filesOfInput(list: FileList | null): PickedFile[] {
  return inOrder(
    Array.from(list ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file })),
  );
}

/** Returns the files that were dropped, those in folders too. Call it within the event. */
export async function filesOfDrop(data: DataTransfer): Promise<PickedFile[]> {
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry?.() ?? null);
  const loose = Array.from(data.files);
  if (entries.every((each) => each === null))
    return inOrder(loose.map((file) => ({ path: file.name, file })));
  const found: PickedFile[] = [];
  for (const each of entries) if (each !== null) await walk(each, "", found);
  return inOrder(found);
}

/** Adds the files of an entry; one that can't be opened keeps none of the others away. */
async function walk(entry: FileSystemEntry, above: string, found: PickedFile[]): Promise<void> {
  if (SYSTEM.test(entry.name)) return;
  const path = above + entry.name;
  try {
    if (entry.isFile) found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    else await walkFolder(entry as FileSystemDirectoryEntry, path, found);
  } catch {
    found.push({ path, file: new File([], entry.name), unreadable: true });
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((done, fail) => entry.file(done, fail));
}

async function walkFolder(
  entry: FileSystemDirectoryEntry,
  path: string,
  found: PickedFile[],
): Promise<void> {
  const reader = entry.createReader();
  for (;;) {
    // A reader gives a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((done, fail) =>
      reader.readEntries(done, fail),
    );
    if (some.length === 0) return;
    for (const each of some) await walk(each, `${path}/`, found);
  }
}

/**
 * Returns the files as they are sent: what says of labels first, so that the server can look at it
 * early, then by path.
 */
export function inOrder(files: readonly PickedFile[]): PickedFile[] {
  const natural = new Intl.Collator("en", { numeric: true }).compare;
  const rank = ({ path }: PickedFile) => (TABLE.test(path) ? 0 : 1);
  return files
    .filter(({ path }) => !path.split("/").some((part) => SYSTEM.test(part)))
    .sort((a, b) => rank(a) - rank(b) || natural(a.path, b.path));
}

/** Returns whether a file can be read now: it may have been moved since it was chosen. */
export async function isReadable({ file, unreadable }: PickedFile): Promise<boolean> {
  if (unreadable) return false;
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Returns the files that can be read, and the paths of the others. */
export async function readableFiles(
  files: readonly PickedFile[],
): Promise<{ readonly readable: readonly PickedFile[]; readonly unreadable: readonly string[] }> {
  const can: boolean[] = [];
  for (let at = 0; at < files.length; at += AT_ONCE)
    can.push(...(await Promise.all(files.slice(at, at + AT_ONCE).map(isReadable))));
  return {
    readable: files.filter((_, at) => can[at]),
    unreadable: files.filter((_, at) => !can[at]).map(({ path }) => path),
  };
}

const IMAGE = /\.(jpe?g|png|webp|gif|bmp|tiff?|avif|heic|heif)$/i;
const SOUND = /\.(wav|flac|ogg|oga|opus|mp3|aiff?|m4a|webm|mp4)$/i;
const ARCHIVE = /\.(zip|tm)$/i;

/** Returns what the files are; an archive may hold anything, and mostly holds images. */
export function kindOfFiles(files: readonly PickedFile[]): "images" | "texts" | "sounds" {
  const some = (pattern: RegExp) => files.some(({ path }) => pattern.test(path));
  if (some(SOUND) && !some(IMAGE)) return "sounds";
  return some(IMAGE) || some(ARCHIVE) || !some(TABLE) ? "images" : "texts";
}

/** Returns a project's name for the files: that of their folder, or of the one file. */
export function nameOfFiles(files: readonly PickedFile[]): string {
  const tops = new Set(files.map(({ path }) => path.split("/")[0]!));
  const only = tops.size === 1 ? [...tops][0]! : "";
  return projectName(only.replace(/\.[^.]+$/, ""));
}

/** Returns the nearest name that a project may have; "" where no letter is left. */
export function projectName(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-._]+|[-._]+$/g, "")
    .slice(0, 60);
}

/** Returns a name that no project has: the wanted one, or it with a number. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((each) => each.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!used.has(name.toLowerCase())) return name;
  }
}
