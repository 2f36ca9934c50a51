/** Bytes in memory, whatever class of array or buffer holds them. */

/**
 * Copies a part. A copy may be viewed as numbers of any width, which a part at an odd place may
 * not; and unlike `slice` it is one for Node's Buffer and for shared memory too.
 */
export function copyOf(
  content: Uint8Array,
  start = 0,
  end = content.byteLength,
): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(end - start);
  copy.set(content.subarray(start, end));
  return copy;
}

/** Reads numbers at any place; within the content's own part of its buffer. */
export function viewOf(content: Uint8Array): DataView {
  return new DataView(content.buffer, content.byteOffset, content.byteLength);
}
