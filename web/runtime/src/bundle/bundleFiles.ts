/** Where a bundle's files come from: an address, a folder, one .zip, or memory. */

/** How far a download is, in bytes as they come over the wire. */
export interface Progress {
  readonly loaded: number;
  readonly total: number;
}

/** A file of a bundle, as it must be found. */
export interface FileEntry {
  readonly sha256: string;
  readonly bytes: number;
  /** Where a twin `NAME.gz` of so many bytes lies beside it, for hosts that do not compress. */
  readonly gzip: number | null;
}

/** Reads a bundle's files by their names. Implementations do not check hashes: `Bundle` does. */
export interface Files {
  /** What messages call it. */
  readonly where: string;
  /** `function.json`. */
  readManifest(): Promise<Uint8Array>;
  /** A file that the manifest lists. */
  read(name: string, entry: FileEntry): Promise<Uint8Array>;
}
