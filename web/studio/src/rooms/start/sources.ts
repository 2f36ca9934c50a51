/** The ways to bring examples in, and the sources that the server reads. */
import type { Schema } from "../../api/client";
import type { PickedFile } from "../../state/pickedFiles";

export type Way =
  | { readonly way: "files"; readonly files: readonly PickedFile[] }
  | { readonly way: "folder" }
  | { readonly way: "camera" }
  | { readonly way: "sample" };

/** A source of examples; what is left out is as the server's document says. */
export type Source = Partial<Schema["SourcePart"]>;

/** Returns a source as a request's body. */
export function sourceBody(source: Source): Schema["SourcePart"] {
  return source as Schema["SourcePart"]; // the types call fields with a default required
}
