/** Sources that are files, whatever is in them: the payloads that every modality may have. */

/** A file that was packed. */
export type FilePayload =
  | { readonly kind: "blob"; readonly blob: Blob; readonly name: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly name: string }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "path"; readonly path: string };

/** A file's content, and its name in messages. */
export interface FileContent {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name: string;
}

/** Whether a payload is a file. */
export function isFile(payload: { readonly kind: string }): payload is FilePayload {
  return ["blob", "bytes", "url", "path"].includes(payload.kind);
}
