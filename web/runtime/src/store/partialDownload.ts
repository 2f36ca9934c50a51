/** The bytes of a file so far, kept for the case that the connection breaks. */
import { concatenate } from "../bytes/bytes.js";
import type { FileStore } from "./fileStore.js";
import type { Unpacker } from "./unpacker.js";

const PART = 2 ** 20; // bytes that are kept at a time, so that a break costs no more than these
const QUICK = 2000; // milliseconds; a download that is done by then is not worth keeping in parts

/** The bytes of a file so far: they are unpacked as they come, and whole parts are kept in the store. */
export class PartialDownload {
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #kept = 0;
  #unpacker: Unpacker;
  readonly #began = performance.now();
  loaded = 0;

  /** @param unpacker - makes an unpacker, for the beginning of the file. */
  constructor(
    private readonly store: FileStore | null,
    private readonly hash: string,
    private readonly unpacker: () => Unpacker,
  ) {
    this.#unpacker = unpacker();
  }

  /** Reads the parts that an earlier download has kept. */
  async open(): Promise<void> {
    for (;;) {
      const part = await this.store?.get(`${this.hash}/${this.#kept}`);
      if (!part) return;
      this.#unpacker.add(part);
      this.loaded += part.length;
      this.#kept++;
    }
  }

  /** Adds bytes at the end. */
  async add(chunk: Uint8Array): Promise<void> {
    this.#unpacker.add(chunk);
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    this.loaded += chunk.length;
    const isSlow = performance.now() - this.#began > QUICK;
    if (isSlow && this.#pendingBytes >= PART) await this.keep();
  }

  /** Keeps the bytes that are not in the store yet. */
  async keep(): Promise<void> {
    if (this.#pendingBytes === 0) return;
    const part = concatenate(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    await this.store?.put(`${this.hash}/${this.#kept++}`, part);
  }

  /** Forgets all bytes, in the store too. */
  async clear(): Promise<void> {
    for (let part = 0; part < this.#kept; part++) await this.store?.delete(`${this.hash}/${part}`);
    if (this.loaded > 0) this.#unpacker = this.unpacker();
    this.#pending = [];
    this.#pendingBytes = this.#kept = this.loaded = 0;
  }

  /** Returns the file, unpacked; nothing may be added afterwards. */
  content(): Promise<Uint8Array> {
    return this.#unpacker.finish();
  }
}
