/**
 * What was taught as one .zip, to import elsewhere.
 *
 * The same .zip is a dataset: `metadata.jsonl` beside the pictures gives each one's label, as in
 * Hugging Face's image folders (https://huggingface.co/docs/datasets/image_dataset), so that
 * `vizsla add NAME taught.zip` imports it with the labels kept as they are, whatever is in them.
 * The pictures lie flat and are called by their sha256: no label becomes the name of a file.
 */
import { TeachingError } from "../errors.js";
import { reason } from "../bundle/json.js";
import { plainFiles } from "../bundle/zipFiles.js";
import { openZip, type Zip } from "../zip/zipReader.js";
import { writeZip } from "../zip/zipWriter.js";
import { sha256 } from "../bytes/sha256.js";
import { MOST_PICTURE_BYTES } from "./constants.js";
import { readListing, writeListing, type Facts, type Listed } from "./taughtListing.js";
import type { Personal } from "./fewShotLabels.js";
import { inOrder, type Taught, type TaughtExample } from "./taughtExamples.js";

export type { Facts } from "./taughtListing.js";

const LISTING = "taught.json";
const METADATA = "metadata.jsonl";
const WHERE = "taught.zip";
/** The endings that say to whoever imports a dataset that a file is a picture. */
const ENDINGS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/bmp": "bmp",
  "image/tiff": "tif",
  "image/avif": "avif",
  "image/heic": "heic",
};

/** All that was taught as a .zip; the same bytes for the same labels and pictures. */
export function exportTaught(personal: Personal, facts: Facts): Uint8Array<ArrayBuffer> {
  const taught = personal.taught();
  const listing = writeListing(taught, facts, nameOf);
  const files: { name: string; content: Uint8Array }[] = [];
  const lines: string[] = [];
  for (const { label, examples } of taught) {
    for (const example of examples) {
      const name = nameOf(example);
      if (name === null || example.picture === null) continue;
      files.push({ name, content: example.picture });
      lines.push(`${JSON.stringify({ file_name: name, label, sha256: example.sha256 })}\n`);
    }
  }
  files.sort((a, b) => inOrder(a.name, b.name));
  const metadata = { name: METADATA, content: new TextEncoder().encode(lines.join("")) };
  return writeZip([{ name: LISTING, content: listing }, metadata, ...files], plainFiles(WHERE));
}

/**
 * Reads what `exportTaught` wrote, or says to have written; nothing is taught yet: give it to
 * `Personal.merge`.
 * @param content - the .zip.
 * @param facts - the function that is to know the labels: of another one with the same backbone
 * they are welcome.
 * @throws TeachingError - it is no such .zip, is damaged or too large, or its labels are of another
 * backbone.
 */
export async function importTaught(content: Uint8Array, facts: Facts): Promise<Taught[]> {
  const zip = await opened(content);
  if (!zip.names.includes(LISTING)) {
    throw new TeachingError(
      `${WHERE} holds no ${LISTING}: it is not what a taught function exports. Export it anew`,
    );
  }
  const labels = readListing(await read(zip, LISTING), facts);
  const pictures = new Pictures(zip);
  const taught: Taught[] = [];
  for (const [label, listed] of labels) {
    const examples: TaughtExample[] = [];
    for (const each of listed) {
      const { sums: embedding, factor, type, sha256 } = each;
      examples.push({ embedding, factor, picture: await pictures.of(each), type, sha256 });
    }
    taught.push({ label, examples });
  }
  return taught;
}

/** Reads the pictures' files, and no more of them than memory may hold. */
class Pictures {
  #bytes = 0;

  constructor(private readonly zip: Zip) {}

  async of({ file, sha256: expected }: Listed): Promise<Uint8Array | null> {
    if (file === null) return null;
    const picture = await read(this.zip, file);
    this.#bytes += picture.byteLength;
    if (this.#bytes > MOST_PICTURE_BYTES) {
      throw new TeachingError(
        `${WHERE} holds more than ${MOST_PICTURE_BYTES} bytes of pictures; import it in parts`,
      );
    }
    if ((await sha256(picture)) !== expected) {
      throw new TeachingError(
        `${WHERE}: the picture ${file} was changed after it was taught; export it anew`,
      );
    }
    return picture;
  }
}

function nameOf({ picture, sha256, type }: TaughtExample): string | null {
  return picture === null ? null : `${sha256}.${ENDINGS[type] ?? "bin"}`;
}

async function opened(content: Uint8Array): Promise<Zip> {
  try {
    return await openZip(content, WHERE, plainFiles(WHERE));
  } catch (cause) {
    throw unusable(cause);
  }
}

async function read(zip: Zip, name: string): Promise<Uint8Array> {
  try {
    return await zip.read(name);
  } catch (cause) {
    throw unusable(cause);
  }
}

function unusable(cause: unknown): TeachingError {
  return new TeachingError(`what was exported can't be read: ${reason(cause)}`, { cause });
}
