/** Opens a bundle: everything is checked before anything in it is used. */
import { SHIPPED_GRAPHS } from "../contract.js";
import { BundleDamagedError } from "../errors.js";
import { copyOf } from "../bytes/bytes.js";
import type { FileEntry, Files } from "./bundleFiles.js";
import { checkWork } from "./graphWork.js";
import { readHead, type Head } from "./head.js";
import { shown } from "./json.js";
import { checkName, checkSize } from "./fileRules.js";
import type { GraphEntry, Manifest } from "./manifest.js";
import { readManifest } from "./readManifest.js";
import { CARD, HEAD, MANIFEST, TAXONOMY } from "./bundleNames.js";
import { sha256 } from "../bytes/sha256.js";
import { readTaxonomy, type Taxonomy } from "./taxonomy.js";
import { checkOperators } from "./tflite.js";

/** A published function. Nothing is kept in memory: each read loads the file again, checked. */
export class Bundle {
  /**
   * @param where - its name in messages.
   * @param manifest - its description of itself.
   */
  constructor(
    readonly where: string,
    readonly manifest: Manifest,
    private readonly files: Files,
  ) {}

  /**
   * Reads one of the files that the manifest lists, and checks it against its hash.
   * @throws BundleDamagedError - the file is not listed, is missing, or differs from the manifest.
   */
  async read(name: string): Promise<Uint8Array> {
    const entry = this.#entry(name);
    if (entry === undefined) {
      throw new BundleDamagedError(
        `${this.where}: ${MANIFEST} does not list ${shown(name)}, which the function needs; ` +
          "publish it again",
      );
    }
    checkName(name, this.where);
    checkSize(entry.bytes, `${this.where}: ${name}`);
    const content = await this.files.read(name, entry);
    if (this.files.areChecked) return content;
    const found = await sha256(content);
    if (content.byteLength !== entry.bytes || found !== entry.sha256) {
      throw new BundleDamagedError(
        `${this.where}: ${name} is not the file that was published (${content.byteLength} bytes ` +
          `with sha256 ${found.slice(0, 12)}, expected ${entry.bytes} with ` +
          `${entry.sha256.slice(0, 12)}); copy the bundle again`,
      );
    }
    return content;
  }

  /**
   * The graph.
   * @throws BundleDamagedError - the bundle has none, and its kind needs one.
   */
  get graph(): GraphEntry {
    const { graph, kind } = this.manifest;
    if (graph !== null) return graph;
    throw new BundleDamagedError(
      `${this.where}: a function of kind '${kind}' needs a graph, and ${MANIFEST} names none; ` +
        "publish it again",
    );
  }

  /** The hash of the graph's file, without reading it; an empty text where it is not listed. */
  get graphSha256(): string {
    return this.#entry(this.graph.file)?.sha256 ?? "";
  }

  /** Reads the graph's file, and checks a stranger's for what no function needs. */
  async readGraph(): Promise<Uint8Array> {
    const { file } = this.graph;
    const content = await this.read(file);
    if (!SHIPPED_GRAPHS.includes(this.graphSha256)) {
      checkOperators(content, `${this.where}: ${file}`);
      checkWork(content, `${this.where}: ${file}`);
    }
    return content;
  }

  /** Reads the head. */
  async head(): Promise<Head> {
    const { labels } = this.manifest;
    return readHead(await this.read(HEAD), `${this.where}: ${HEAD}`, labels.length);
  }

  /** Reads the kinds above the labels; null where the bundle has none. */
  async taxonomy(): Promise<Taxonomy | null> {
    if (this.#entry(TAXONOMY) === undefined) return null;
    return readTaxonomy(await this.read(TAXONOMY), `${this.where}: ${TAXONOMY}`);
  }

  /** Reads the card, Markdown for people. */
  async card(): Promise<string> {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(copyOf(await this.read(CARD)));
  }

  // Own names only: a manifest that crossed to another thread inherits `constructor` and the like.
  #entry(name: string): FileEntry | undefined {
    const { files } = this.manifest;
    return Object.hasOwn(files, name) ? files[name] : undefined;
  }
}

/**
 * Opens a bundle.
 * @throws BundleDamagedError - the manifest can't be used.
 * @throws BundleTooNewError - a later version of Vizsla wrote it.
 */
export async function openBundle(files: Files): Promise<Bundle> {
  const where = `${files.where}: ${MANIFEST}`;
  const content = await files.readManifest();
  checkSize(content.byteLength, where);
  return new Bundle(files.where, readManifest(content, where), files);
}
