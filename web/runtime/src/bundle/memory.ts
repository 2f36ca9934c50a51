/** A bundle's files that are in memory: each by itself, or all in one .zip. */
import { BundleDamagedError } from "../errors.js";
import type { Files } from "./files.js";
import { shown } from "./json.js";
import { MANIFEST } from "./names.js";
import { openZip, type Zip } from "./zip.js";

/** The files of a bundle that has not been written anywhere. */
export class MemoryFiles implements Files {
  /**
   * @param contents - the files by their names, `function.json` among them.
   * @param where - what messages call it.
   */
  constructor(
    private readonly contents: ReadonlyMap<string, Uint8Array>,
    readonly where = "the bundle in memory",
  ) {}

  readManifest(): Promise<Uint8Array> {
    return this.read(MANIFEST);
  }

  async read(name: string): Promise<Uint8Array> {
    const content = this.contents.get(name);
    if (content === undefined) {
      throw new BundleDamagedError(`${this.where} holds no file ${shown(name)}; copy it again`);
    }
    return content;
  }
}

/** The files of a .zip, each unpacked when it is asked for. */
export class ZipFiles implements Files {
  readonly #zip: Zip;

  /**
   * @param where - what messages call it.
   * @throws BundleDamagedError - it is no .zip that a bundle can be.
   */
  constructor(
    content: Uint8Array,
    readonly where: string,
  ) {
    this.#zip = openZip(content, where);
  }

  readManifest(): Promise<Uint8Array> {
    return this.read(MANIFEST);
  }

  read(name: string): Promise<Uint8Array> {
    return this.#zip.read(name);
  }
}
