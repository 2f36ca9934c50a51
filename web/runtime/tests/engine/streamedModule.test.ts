import { afterEach, expect, test, vi } from "vitest";
import { StreamedModule } from "../../src/engine/streamedModule.js";

const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0); // the smallest module

afterEach(() => void vi.restoreAllMocks());

test("a module is compiled from its pieces", async () => {
  const streamed = new StreamedModule();
  const receive = streamed.begin();
  receive(EMPTY.slice(0, 5));
  receive(EMPTY.slice(5));
  expect(await streamed.finish(EMPTY)).toBeInstanceOf(WebAssembly.Module);
});

test("a compiler that reads no more of a stream does not stop the download", async () => {
  vi.spyOn(WebAssembly, "compileStreaming").mockImplementation(async (response) => {
    await (await response).body!.cancel();
    throw new WebAssembly.CompileError("not allowed");
  });
  const streamed = new StreamedModule();
  const receive = streamed.begin();
  await new Promise((resolve) => setTimeout(resolve));
  receive(EMPTY.slice());
  expect(await streamed.finish(EMPTY)).toBeInstanceOf(WebAssembly.Module);
});
