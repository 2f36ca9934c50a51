/** Compiles WebAssembly while it comes from the server. */
import type { ByteReceiver } from "../bytes/bytes.js";

/**
 * A module that is compiled from bytes that nobody has checked yet; it is handed out only for bytes
 * that were.
 */
export class StreamedModule {
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #compiling: Promise<WebAssembly.Module> | null = null;

  /** Begins to compile the bytes that the receiver gets; those of an earlier one are forgotten. */
  begin(): ByteReceiver {
    this.#controller?.error();
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => (this.#controller = controller),
    });
    const response = new Response(stream, { headers: { "Content-Type": "application/wasm" } });
    this.#compiling = WebAssembly.compileStreaming(response);
    this.#compiling.catch(() => undefined); // finish() compiles again
    const controller = this.#controller!;
    return (chunk) => {
      try {
        controller.enqueue(chunk);
      } catch {
        // The compiler reads no more: finish() compiles again, and says why it can't.
      }
    };
  }

  /**
   * Returns the module.
   * @param content - the same bytes in one piece, checked.
   */
  async finish(content: Uint8Array): Promise<WebAssembly.Module> {
    try {
      this.#controller?.close();
    } catch {
      // It was closed by the compiler.
    }
    const streamed = await this.#compiling?.catch(() => null);
    return streamed ?? WebAssembly.compile(content as Uint8Array<ArrayBuffer>);
  }
}
