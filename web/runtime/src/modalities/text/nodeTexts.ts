/** Texts in Node. */
import type { Modality, Payload, ReadOptions } from "../base.js";
import { packFile, readFileBytes } from "../sources/nodeSources.js";
import { checkText } from "./checkText.js";
import { decodeText } from "./decodeText.js";
import { checkTextInput } from "./textInput.js";
import { isText, packText, textFile, type TextPayload } from "./textPayload.js";

/** A text: a string is the text itself; a URL (`pathToFileURL(path)`), a Blob or bytes a file with one. */
export type NodeText = string | URL | Uint8Array | ArrayBuffer | Blob;

/** The modality `text` in Node. */
export const nodeTexts: Modality<NodeText, string> = {
  name: "text",
  pack: async (source) => packText(source, packFile),
  checkInput: checkTextInput,
  read,
  file: async (payload, options) => textFile(await read(payload, options)),
};

async function read(payload: Payload, options: ReadOptions): Promise<string> {
  const packed = payload as TextPayload;
  if (isText(packed)) return checkText(packed.text, null, options.limits);
  const { bytes, name } = await readFileBytes(packed, options);
  return checkText(decodeText(bytes, name), name, options.limits);
}
