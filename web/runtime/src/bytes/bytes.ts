/** Bytes in memory, whatever class of array or buffer holds them. */

/** Receives bytes in their order. */
export type ByteReceiver = (chunk: Uint8Array<ArrayBuffer>) => void;

/**
 * Copies a part. A copy may be viewed as numbers of any width, which a part at an odd offset may
 * not; and unlike `slice`, this copies Node's Buffers and shared memory too.
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

/** Returns a view that reads numbers at any offset, within the content's own part of its buffer. */
export function viewOf(content: Uint8Array): DataView {
  return new DataView(content.buffer, content.byteOffset, content.byteLength);
}

/** Puts all parts one after the other; returns a single one as it is. */
export function concatenate<Buffer extends ArrayBufferLike>(
  parts: readonly Uint8Array<Buffer>[],
): Uint8Array<Buffer | ArrayBuffer> {
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of parts) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}
