/** Numbers and names of a .zip, which its reader and its writer share. */
import { copyOf } from "../bytes/bytes.js";

/** An archive that is read in parts, wherever it is stored. */
export interface Slices {
  /** In bytes. */
  readonly size: number;
  /** Reads the bytes from one offset to before another; fewer where the archive ends before. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** The three kinds of headers: the number at their start, and their length without names. */
export const LOCAL = { signature: 0x04034b50, bytes: 30 };
export const CENTRAL = { signature: 0x02014b50, bytes: 46 };
export const END = { signature: 0x06054b50, bytes: 22 };

/** The methods of compression. */
export const STORED = 0;
export const DEFLATED = 8;

/** The flag that a name is in UTF-8. */
export const UTF8 = 0x800;

// The characters of bytes from 128 on in a name without that flag: code page 437.
const CP437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀" +
  "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/**
 * Decodes a file's name.
 * @throws TypeError - its flags say UTF-8, and it is not.
 */
export function decodeName(name: Uint8Array, flags: number): string {
  if (flags & UTF8) {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(copyOf(name));
  }
  return Array.from(name, (byte) => CP437[byte - 128] ?? String.fromCharCode(byte)).join("");
}
