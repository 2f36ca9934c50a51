/** Makes archives that are whole or wrong on purpose. */
import { crc32, deflateRawSync } from "node:zlib";
import { bytes } from "../realBundles.js";

/** A file of a .zip, with headers that may be wrong. */
export interface Part {
  name: string | Uint8Array;
  content: Uint8Array;
  method?: number;
  flags?: number;
  crc?: number;
  size?: number;
  packed?: Uint8Array;
  packedSize?: number;
  localName?: string;
  offset?: number;
}

/** A .zip that may be wrong in any of its numbers. */
export function zipped(
  parts: Part[],
  end: { count?: number; comment?: string; disk?: number } = {},
) {
  const made: number[] = [];
  const directory: number[] = [];
  const put = (to: number[], width: number, ...values: number[]) => {
    for (const value of values) {
      for (let at = 0; at < width; at++) to.push(Math.floor(value / 256 ** at) & 255);
    }
  };
  for (const part of parts) {
    const { method = 8, flags = 0x800, content } = part;
    const name = typeof part.name === "string" ? bytes(part.name) : part.name;
    const local = part.localName === undefined ? name : bytes(part.localName);
    const packed = part.packed ?? (method === 8 ? deflateRawSync(content) : content);
    const { crc = crc32(content), size = content.byteLength, offset = made.length } = part;
    const { packedSize = packed.byteLength } = part;
    const about = (to: number[], length: number) => {
      put(to, 2, 20, flags, method, 0, 33);
      put(to, 4, crc, packedSize, size);
      put(to, 2, length, 0);
    };
    put(made, 4, 0x04034b50);
    about(made, local.byteLength);
    made.push(...local);
    for (const byte of packed) made.push(byte);
    put(directory, 4, 0x02014b50);
    put(directory, 2, 20);
    about(directory, name.byteLength);
    put(directory, 2, 0, 0, 0);
    put(directory, 4, 0, offset);
    directory.push(...name);
  }
  const { count = parts.length, comment = "", disk = 0 } = end;
  const start = made.length;
  for (const byte of directory) made.push(byte);
  put(made, 4, 0x06054b50);
  put(made, 2, disk, disk, count, count);
  put(made, 4, directory.length, start);
  put(made, 2, comment.length);
  made.push(...bytes(comment));
  return new Uint8Array(made);
}
