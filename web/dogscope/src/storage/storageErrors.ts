/** The ways in which storing can fail; the screens have a message for each code. */
export type StorageErrorCode = "full" | "newer" | "closed" | "unavailable" | "failed";

export class StorageError extends Error {
  override readonly name = "StorageError";

  constructor(
    readonly code: StorageErrorCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

const CODES: ReadonlyMap<string, StorageErrorCode> = new Map([
  ["QuotaExceededError", "full"],
  ["VersionError", "newer"],
  ["InvalidStateError", "closed"],
  ["SecurityError", "unavailable"],
  ["NotSupportedError", "unavailable"],
]);

/** Translates an error of the browser's database. */
export function storageErrorOf(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : "";
  return new StorageError(CODES.get(name) ?? "failed", { cause });
}
