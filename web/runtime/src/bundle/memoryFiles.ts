/** A bundle's files in memory, each by itself. */
import { BundleDamagedError } from "../errors.js";
import type { Files } from "./bundleFiles.js";
import { MANIFEST } from "./bundleNames.js";
import { shown } from "./json.js";

/** The files of a bundle that has not been written anywhere. */
export class MemoryFiles implements Files {
  /**
   * @param contents - the files by their names, `function.json` among them.
   * @param where - the bundle's name in messages.
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
