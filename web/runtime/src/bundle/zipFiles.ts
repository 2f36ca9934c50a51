/** A bundle's files in one .zip. */
import { BundleDamagedError } from "../errors.js";
import { ZipError } from "../zip/zipError.js";
import { openZip, type Zip, type ZipRules } from "../zip/zipReader.js";
import type { Files } from "./bundleFiles.js";
import { MANIFEST } from "./bundleNames.js";
import { checkName, checkSize } from "./fileRules.js";

/**
 * The rules of an archive whose files are plain ones, none of them larger than a bundle's may be.
 * @param where - the archive's name, for messages.
 */
export function plainFiles(where: string): ZipRules {
  return {
    checkName: (name) => checkName(name, where),
    checkSize: (name, bytes) => checkSize(bytes, `${where}: ${name}`),
  };
}

/** The files of a .zip, each unpacked when it is read. */
export class ZipFiles implements Files {
  private constructor(
    private readonly zip: Zip,
    readonly where: string,
  ) {}

  /**
   * Opens a .zip that is in memory.
   * @param where - the archive's name in messages.
   * @throws BundleDamagedError - it is no .zip that a bundle can be.
   */
  static async open(content: Uint8Array, where: string): Promise<ZipFiles> {
    return new ZipFiles(await orDamaged(openZip(content, where, plainFiles(where))), where);
  }

  readManifest(): Promise<Uint8Array> {
    return this.read(MANIFEST);
  }

  read(name: string): Promise<Uint8Array> {
    return orDamaged(this.zip.read(name));
  }
}

async function orDamaged<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    if (!(cause instanceof ZipError)) throw cause;
    throw new BundleDamagedError(`${cause.message}; copy the bundle again, whole`, { cause });
  }
}
