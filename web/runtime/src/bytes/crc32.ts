/** CRC-32, the checksum of .zip, .gz and .png (ISO 3309). */

const POLYNOMIAL = 0xedb88320;
const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
  }
  return remainder;
});

/** Returns the content's checksum, 0 to 2^32 - 1. */
export function crc32(content: Uint8Array): number {
  let crc = -1;
  for (let at = 0, end = content.length; at < end; at++) {
    crc = TABLE[(crc ^ content[at]!) & 0xff]! ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
