/** Unpacks files that lie compressed on the server. */
import type { FileEntry } from "../bundle/bundleFiles.js";

/** Unpacks a .gz, unless the server or the browser has done so already. */
export async function gunzip(content: Uint8Array, entry: FileEntry): Promise<Uint8Array> {
  if (entry.gzip === null || content[0] !== 0x1f || content[1] !== 0x8b) return content;
  const stream = new Blob([content as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"));
  const result = new Uint8Array(entry.bytes);
  let at = 0;
  const reader = stream.getReader();
  for (;;) {
    const next = await reader.read().catch(() => null); // a broken one fails its hash
    if (!next || next.done) break;
    if (at + next.value.length > result.length) return next.value; // more than it may be
    result.set(next.value, at);
    at += next.value.length;
  }
  return result.subarray(0, at);
}
