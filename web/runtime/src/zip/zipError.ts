/** The one error of this folder; a caller with errors of its own wraps it. */
export class ZipError extends Error {
  override readonly name = "ZipError";
}

/** Returns the error of an archive whose structure is not one that is read here. */
export function unreadable(where: string, why: string): ZipError {
  return new ZipError(`${where} is not a .zip that can be read (${why})`);
}

/** Returns the error of an archive in which a file's data is not where the list of files says. */
export function misplaced(where: string, name: string): ZipError {
  return unreadable(where, `${JSON.stringify(name.slice(0, 80))} is not where it should be`);
}
