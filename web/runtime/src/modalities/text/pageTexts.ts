/** Texts as a page has them, packed for the worker. */
import type { SourcePacker } from "../base.js";
import { packFile } from "../sources/webSources.js";
import { packText } from "./textPayload.js";

/** A text: a string is the text itself; a Blob, a File, bytes or a URL is a file with one. */
export type PageText = string | Blob | ArrayBuffer | Uint8Array | URL;

/** The page's half of the modality `text`. */
export const pageTexts: SourcePacker<PageText> = {
  name: "text",
  pack: async (source) => packText(source, packFile),
};
