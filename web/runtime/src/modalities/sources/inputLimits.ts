/** The limits of a source, which may come from a stranger. */
import { LIMITS } from "../../contract.js";
import { InputTooLargeError, OptionError } from "../../errors.js";

export interface InputLimits {
  /** Width times height, checked before an image is decoded. */
  readonly maxPixels: number;
  /** Characters of a text. */
  readonly maxCharacters: number;
  /** Seconds of a sound. */
  readonly maxSeconds: number;
  /** Bytes of a file, a Blob or an array. */
  readonly maxBytes: number;
  /** Bytes that a URL may answer with. */
  readonly maxUrlBytes: number;
  /** Milliseconds for all of a download: names, redirects, body. */
  readonly urlTimeout: number;
  /**
   * Whether a URL may lead to this machine or a private network. Leave it off where the URLs come
   * from others. Browsers have rules of their own, and do not look at this.
   */
  readonly allowPrivateUrls: boolean;
}

/** The limits of a program that sets none. */
export function defaultLimits(urlSeconds: number): InputLimits {
  return {
    maxPixels: LIMITS.image.pixels,
    maxCharacters: LIMITS.text.characters,
    maxSeconds: LIMITS.sound.seconds,
    maxBytes: LIMITS.input.bytes,
    maxUrlBytes: LIMITS.input.url_bytes,
    urlTimeout: 1000 * urlSeconds,
    allowPrivateUrls: false,
  };
}

/** Refuses a file of more than `limits.maxBytes`. */
export function checkByteCount(count: number, name: string, limits: InputLimits): void {
  if (count <= limits.maxBytes) return;
  throw new InputTooLargeError(
    `${name} has ${count.toLocaleString("en")} bytes or more; the limit is ` +
      `${limits.maxBytes.toLocaleString("en")}. Give a smaller file, or raise limits.maxBytes.`,
  );
}

/** Returns the error of a URL that answers with more than `limits.maxUrlBytes`. */
export function tooManyUrlBytes(name: string, limits: InputLimits): InputTooLargeError {
  return new InputTooLargeError(
    `${name} has more than ${limits.maxUrlBytes.toLocaleString("en")} bytes. Give a smaller file, ` +
      "or raise limits.maxUrlBytes.",
  );
}

/**
 * Refuses limits that are no object.
 * @throws OptionError - they are something else, such as null.
 */
export function checkIsLimits(limits: unknown): void {
  if (typeof limits === "object" && limits !== null) return;
  throw new OptionError(
    `limits must be an object, such as { maxSeconds: 60 }, not ${JSON.stringify(limits)}`,
  );
}

/**
 * Returns limits with some of them changed.
 * @throws OptionError - one is not known, or is no such value.
 */
export function changedLimits(limits: InputLimits, changes: Partial<InputLimits>): InputLimits {
  checkIsLimits(changes);
  for (const [name, value] of Object.entries(changes)) {
    const known = (limits as unknown as Record<string, unknown>)[name];
    const isRight = typeof known === "number" ? Number(value) > 0 : typeof value === "boolean";
    if (known === undefined || typeof value !== typeof known || !isRight) {
      throw new OptionError(
        `limits: ${name} can't be ${JSON.stringify(value)}; the limits are maxPixels, ` +
          "maxCharacters, maxSeconds, maxBytes, maxUrlBytes and urlTimeout, which are numbers above 0, and " +
          "allowPrivateUrls",
      );
    }
  }
  return { ...limits, ...changes };
}
