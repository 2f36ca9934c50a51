/** The files of a bundle, wherever they are: at an address, in a folder, in one .zip, or in memory. */

/** How far a download is, in bytes as they come over the wire. */
export interface Progress {
  readonly loaded: number;
  readonly total: number;
}

/** The size and hash that a file of a bundle must have. */
export interface FileEntry {
  readonly sha256: string;
  readonly bytes: number;
  /** The bytes of `NAME.gz` beside it, for hosts that do not compress; null where there is none. */
  readonly gzip: number | null;
}

/** A file of an encoder, which all functions on that encoder share. */
export interface SharedFile extends FileEntry {
  /** Its name. */
  readonly file: string;
  /** Its address relative to the manifest, in a copy that was made for the web; or null. */
  readonly at: string | null;
}

/** Reads a bundle's files by their names. `Bundle` checks the hashes that an implementation does not. */
export interface Files {
  /** Whether `read` returns only files that have the size and the hash of their entry. */
  readonly areChecked?: boolean;
  /** The bundle's name in messages. */
  readonly where: string;
  /** Reads `function.json`. */
  readManifest(): Promise<Uint8Array>;
  /** Reads a file that the manifest lists. */
  read(name: string, entry: FileEntry): Promise<Uint8Array>;
  /** Reads a file that the bundle shares with others; null where it lies at none of its addresses. */
  readShared?(file: SharedFile): Promise<Uint8Array | null>;
}
