/** What can go wrong with what is kept; the screens have a word for each. */
export type KeepingTrouble = "full" | "newer" | "closed" | "unavailable" | "failed";

export class KeepingError extends Error {
  override readonly name = "KeepingError";

  constructor(
    readonly trouble: KeepingTrouble,
    options?: ErrorOptions,
  ) {
    super(trouble, options);
  }
}

/** What a browser's error means. */
export function keepingError(cause: unknown): KeepingError {
  if (cause instanceof KeepingError) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : "";
  if (name === "QuotaExceededError") return new KeepingError("full", { cause });
  if (name === "VersionError") return new KeepingError("newer", { cause });
  if (name === "InvalidStateError") return new KeepingError("closed", { cause });
  if (name === "SecurityError" || name === "NotSupportedError") {
    return new KeepingError("unavailable", { cause });
  }
  return new KeepingError("failed", { cause });
}
