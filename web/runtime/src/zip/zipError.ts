/** The one error of this folder; a caller with errors of its own wraps it. */
export class ZipError extends Error {
  override readonly name = "ZipError";
}
