/** Undoes deflate with the platform's own code, and never holds more than may come out. */
import { concatenate } from "../bytes/bytes.js";

// Deflate makes at most 1,032 bytes of one, and a piece is unpacked whole before it is counted.
const PIECE = 16 * 1024;

/**
 * Inflates raw deflate data.
 * @param most - how many bytes may come out.
 * @throws Error - the data is damaged, cut off, or holds more.
 */
export async function inflate(packed: Uint8Array, most: number): Promise<Uint8Array<ArrayBuffer>> {
  let at = 0;
  const pieces = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => {
      if (at >= packed.byteLength) controller.close();
      else controller.enqueue(new Uint8Array(packed.subarray(at, (at += PIECE))));
    },
  });
  const reader = pieces.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const found: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatenate(found);
    length += value.byteLength;
    if (length > most) {
      await reader.cancel();
      throw new Error(`it holds more than ${most} bytes`);
    }
    found.push(value);
  }
}

/** Packs data with raw deflate. */
export async function deflate(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([content]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
