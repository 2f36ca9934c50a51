/** Texts as a browser's worker reads them. */
import type { Payload, ReadOptions, ValueReader } from "../base.js";
import { readBlob } from "../sources/webSources.js";
import { checkText } from "./checkText.js";
import { decodeText } from "./decodeText.js";
import { checkTextInput } from "./textInput.js";
import { isText, textFile, type TextPayload } from "./textPayload.js";

/** The worker's half of the modality `text`. */
export const workerTexts: ValueReader<string> = {
  name: "text",
  checkInput: checkTextInput,
  read,
  file: async (payload, options) => textFile(await read(payload, options)),
};

async function read(payload: Payload, options: ReadOptions): Promise<string> {
  const packed = payload as TextPayload;
  if (isText(packed)) return checkText(packed.text, null, options.limits);
  const { blob, name } = await readBlob(packed, options);
  const text = decodeText(new Uint8Array(await blob.arrayBuffer()), name);
  return checkText(text, name, options.limits);
}
