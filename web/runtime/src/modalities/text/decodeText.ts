/** Decodes a text file: UTF-8, or what the mark at its beginning says. */
import { InputFormatError } from "../../errors.js";

/** The marks and their encodings, the longer first. */
const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe, 0, 0], "utf-32-le"],
  [[0, 0, 0xfe, 0xff], "utf-32-be"],
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16-le"],
  [[0xfe, 0xff], "utf-16-be"],
];

/**
 * Returns a file's text.
 * @param name - the file's name, for messages.
 * @throws InputFormatError - it is no text, or in another encoding.
 */
export function decodeText(content: Uint8Array, name: string): string {
  const found = MARKS.find(([mark]) => mark.every((byte, at) => content[at] === byte));
  const [mark, encoding] = found ?? [[], "utf-8"];
  if (encoding === "utf-8" && content.includes(0)) {
    throw new InputFormatError(
      `${name} is no text: it holds bytes of zero. Give a text file in UTF-8.`,
    );
  }
  const rest = content.slice(mark.length); // a copy: TextDecoder takes no shared memory
  try {
    if (encoding.startsWith("utf-32")) return decodeWide(rest, encoding === "utf-32-le");
    const label = encoding.replace(/-(?=[lb]e$)/, "");
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(rest);
  } catch (cause) {
    throw new InputFormatError(`${name} is not in ${encoding.toUpperCase()}. Save it as UTF-8.`, {
      cause,
    });
  }
}

/** Decodes UTF-32, which no browser does. */
function decodeWide(content: Uint8Array, isLittle: boolean): string {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let text = "";
  for (let at = 0; at < content.length; at += 4) {
    const code = view.getUint32(at, isLittle);
    if (code >= 0xd800 && code <= 0xdfff) throw new RangeError("half of a character");
    text += String.fromCodePoint(code);
  }
  return text;
}
