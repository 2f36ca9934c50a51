/** The one error of this folder; whoever opens a .zip for a purpose of its own wraps it. */
export class ZipError extends Error {
  override readonly name = "ZipError";
}
