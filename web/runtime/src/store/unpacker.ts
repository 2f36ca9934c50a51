/** Unpacks a file while it comes: files lie compressed on the server. */
import type { FileEntry } from "../bundle/bundleFiles.js";
import { concatenate, type ByteReceiver } from "../bytes/bytes.js";

/** Collects a file, and unpacks it, unless the server or the browser has done so already. */
export class Unpacker {
  /** One byte more than the file may have, so that a longer one is seen to be longer. */
  readonly #content: Uint8Array<ArrayBuffer>;
  #length = 0;
  #first: Uint8Array[] | null = [];
  #packed: WritableStreamDefaultWriter<BufferSource> | null = null;
  #unpacking: Promise<void> = Promise.resolve();
  #receive: ByteReceiver | null = null;

  /** @param open - is called before the first bytes; its receiver gets all, which nobody has checked. */
  constructor(
    private readonly entry: FileEntry,
    private readonly open?: () => ByteReceiver,
  ) {
    this.#content = new Uint8Array(entry.bytes + 1);
  }

  /** Adds bytes as they came from the server. */
  add(chunk: Uint8Array): void {
    if (this.#first === null) return this.#pass(chunk);
    this.#first.push(chunk);
    if (this.#first.reduce((sum, { length }) => sum + length, 0) >= 2) this.#begin();
  }

  /** Returns the file; a broken one is shorter than it should be, or has another hash. */
  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    this.#begin();
    await this.#packed?.close().catch(() => undefined);
    await this.#unpacking;
    return this.#content.subarray(0, this.#length);
  }

  /** Decides by the first two bytes whether there is anything to unpack. */
  #begin(): void {
    if (this.#first === null) return;
    const first = concatenate(this.#first);
    this.#first = null;
    this.#receive = this.open?.() ?? null;
    if (this.entry.gzip !== null && first[0] === 0x1f && first[1] === 0x8b) {
      const { readable, writable } = new DecompressionStream("gzip");
      this.#packed = writable.getWriter();
      this.#unpacking = this.#unpack(readable.getReader());
    }
    this.#pass(first);
  }

  #pass(chunk: Uint8Array): void {
    if (this.#packed === null) this.#take(chunk);
    else void this.#packed.write(chunk as Uint8Array<ArrayBuffer>).catch(() => undefined);
  }

  async #unpack(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    for (;;) {
      const next = await reader.read().catch(() => null); // a broken one fails its hash
      if (!next || next.done) return;
      this.#take(next.value);
    }
  }

  #take(chunk: Uint8Array): void {
    const part = chunk.subarray(0, this.#content.length - this.#length);
    this.#content.set(part, this.#length);
    this.#length += part.length;
    this.#receive?.(chunk as Uint8Array<ArrayBuffer>);
  }
}
