/** A text on its way to the reader. */
import { InputTypeError } from "../../errors.js";
import type { Payload } from "../base.js";
import type { FilePayload } from "../sources/filePayload.js";

/** A text itself, or a file with one. */
export type TextPayload = { readonly kind: "text"; readonly text: string } | FilePayload;

/**
 * Packs a text.
 * @param packFile - packs a file; null for anything else.
 * @throws InputTypeError - it is neither.
 */
export function packText(
  source: unknown,
  packFile: (source: unknown) => FilePayload | null,
): TextPayload {
  if (typeof source === "string") return { kind: "text", text: source };
  const file = packFile(source);
  if (file) return file;
  throw new InputTypeError(
    `A text can't be ${Object.prototype.toString.call(source)}. Give a string; or its file as a ` +
      "Blob, a File, bytes or a URL.",
  );
}

/** The source's own file, in UTF-8, to be kept with a label. */
export function textFile(text: string): { content: Uint8Array; type: string } {
  return { content: new TextEncoder().encode(text), type: "text/plain" };
}

/** Whether a payload is a text itself. */
export function isText(payload: Payload): payload is Extract<TextPayload, { kind: "text" }> {
  return payload.kind === "text";
}
