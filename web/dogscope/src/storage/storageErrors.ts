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
  const isError = cause instanceof Error || cause instanceof DOMException;
  // Safari loses the process that holds its databases: "Connection to Indexed Database server lost".
  if (isError && /connection.+lost/i.test(cause.message)) {
    return new StorageError("closed", { cause });
  }
  const name = isError ? cause.name : "";
  return new StorageError(CODES.get(name) ?? "failed", { cause });
}
