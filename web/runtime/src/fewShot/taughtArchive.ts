/**
 * Exports the taught labels as one .zip, and imports it elsewhere.
 *
 * The same .zip is a dataset: `metadata.jsonl` beside the images gives each one's label, as in
 * Hugging Face's image folders (https://huggingface.co/docs/datasets/image_dataset), so that
 * `vizsla add NAME taught.zip` imports it with the labels kept as they are, whatever is in them.
 * The images lie flat and are named by their sha256: no label becomes the name of a file.
 */
import { TeachingError } from "../errors.js";
import { reason } from "../bundle/json.js";
import { plainFiles } from "../bundle/zipFiles.js";
import { openZip, type Zip } from "../zip/zipReader.js";
import { writeZip } from "../zip/zipWriter.js";
import { sha256 } from "../bytes/sha256.js";
import { MOST_IMPORT_BYTES } from "./constants.js";
import {
  readListing,
  writeListing,
  type FunctionFacts,
  type ListedExample,
} from "./taughtListing.js";
import type { FewShotLabels } from "./fewShotLabels.js";
import { compareTexts, type TaughtLabel, type TaughtExample } from "./taughtExamples.js";

const LISTING = "taught.json";
const METADATA = "metadata.jsonl";
const WHERE = "taught.zip";
/** The endings by which an import of a dataset recognises images. */
const ENDINGS: Readonly<Record<string, string>> = {
  "audio/wav": "wav",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/bmp": "bmp",
  "image/tiff": "tif",
  "image/avif": "avif",
  "image/heic": "heic",
  "text/plain": "txt",
};

/** Returns all taught labels as a .zip; the same bytes for the same labels and examples. */
export function exportTaught(labels: FewShotLabels, facts: FunctionFacts): Uint8Array<ArrayBuffer> {
  const taught = labels.taught();
  const listing = writeListing(taught, facts, nameOf);
  const files: { name: string; content: Uint8Array }[] = [];
  const lines: string[] = [];
  for (const { label, examples } of taught) {
    for (const example of examples) {
      const name = nameOf(example);
      if (name === null || example.file === null) continue;
      files.push({ name, content: example.file });
      lines.push(`${JSON.stringify({ file_name: name, label, sha256: example.sha256 })}\n`);
    }
  }
  files.sort((a, b) => compareTexts(a.name, b.name));
  const metadata = { name: METADATA, content: new TextEncoder().encode(lines.join("")) };
  return writeZip([{ name: LISTING, content: listing }, metadata, ...files], plainFiles(WHERE));
}

/**
 * Reads an export; nothing is taught yet: `FewShotLabels.merge` does that.
 * @param content - the .zip.
 * @param facts - the function that is to know the labels; labels of another function with the same
 * backbone are taken too.
 * @throws TeachingError - it is no such .zip, is damaged or too large, or its labels are of another
 * backbone.
 */
export async function importTaught(
  content: Uint8Array,
  facts: FunctionFacts,
): Promise<TaughtLabel[]> {
  const zip = await openExport(content);
  if (!zip.names.includes(LISTING)) {
    throw new TeachingError(
      `${WHERE} holds no ${LISTING}: it is no export of a taught function. Export it again`,
    );
  }
  const labels = readListing(await readFrom(zip, LISTING), facts);
  const files = new ExportedFiles(zip);
  const taught: TaughtLabel[] = [];
  for (const [label, listed] of labels) {
    const examples: TaughtExample[] = [];
    for (const each of listed) {
      const { sums: embedding, factor, type, sha256 } = each;
      examples.push({ embedding, factor, file: await files.read(each), type, sha256 });
    }
    taught.push({ label, examples });
  }
  return taught;
}

/** Reads the examples' files, and no more of them than memory may hold. */
class ExportedFiles {
  #bytes = 0;

  constructor(private readonly zip: Zip) {}

  async read({ file, sha256: expected }: ListedExample): Promise<Uint8Array | null> {
    if (file === null) return null;
    const content = await readFrom(this.zip, file);
    this.#bytes += content.byteLength;
    if (this.#bytes > MOST_IMPORT_BYTES) {
      throw new TeachingError(
        `${WHERE} holds more than ${MOST_IMPORT_BYTES} bytes of images; import it in parts`,
      );
    }
    if ((await sha256(content)) !== expected) {
      throw new TeachingError(
        `${WHERE}: the image ${file} was changed after it was taught; export it again`,
      );
    }
    return content;
  }
}

function nameOf({ file, sha256, type }: TaughtExample): string | null {
  return file === null ? null : `${sha256}.${ENDINGS[type] ?? "bin"}`;
}

async function openExport(content: Uint8Array): Promise<Zip> {
  try {
    return await openZip(content, WHERE, plainFiles(WHERE));
  } catch (cause) {
    throw unusable(cause);
  }
}

async function readFrom(zip: Zip, name: string): Promise<Uint8Array> {
  try {
    return await zip.read(name);
  } catch (cause) {
    throw unusable(cause);
  }
}

function unusable(cause: unknown): TeachingError {
  return new TeachingError(`the export can't be read: ${reason(cause)}`, { cause });
}
