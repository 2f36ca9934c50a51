/** The worker of a page that listens: fetches the models and the engine, and answers. */
import { EngineError } from "../errors.js";
import { workerSounds } from "../modalities/audio/workerSounds.js";
import { openStore } from "../store/fileStore.js";
import { removeStale } from "../store/removeStale.js";
import { ListenerHost } from "./listenerHost.js";
import type { FromListener, ToListener } from "./listenerMessages.js";
import { MODEL_FILES, openModels } from "./modelFiles.js";
import type { OnnxRuntime } from "./onnxRuntime.js";
import { fetchModels } from "./webModels.js";

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ToListener>) => void) | null;
  postMessage(message: FromListener): void;
};

const host = new ListenerHost(
  async ({ models, base }, options) => {
    const folder = new URL("onnxruntime/", base);
    const store = openStore();
    const [runtime, contents] = await Promise.all([
      startRuntime(folder),
      fetchModels(new URL(models), MODEL_FILES, store, options),
    ]);
    const opened = await openModels(runtime, contents);
    // Models of an earlier version lie there as long as nobody deletes them.
    if (store)
      void removeStale(
        store,
        MODEL_FILES.map(({ sha256 }) => sha256),
      ).catch(() => undefined);
    return opened;
  },
  workerSounds,
  (message) => scope.postMessage(message),
);
scope.onmessage = ({ data }) => host.receive(data);

/** Loads the engine's module, and the WebAssembly that lies compressed beside it. */
async function startRuntime(folder: URL): Promise<OnnxRuntime> {
  try {
    const [runtime, wasm] = await Promise.all([
      import(new URL("ort.js", folder).href) as Promise<OnnxRuntime>,
      unpacked(new URL("ort.wasm.gz", folder)),
    ]);
    runtime.env.wasm.numThreads = 1;
    runtime.env.wasm.wasmBinary = wasm;
    return runtime;
  } catch (cause) {
    throw new EngineError(
      `the engine of the listening models can't be loaded from ${folder.href}. Install it and copy the ` +
        "runtime again: npm install onnxruntime-web, npx vizsla-runtime FOLDER",
      { cause },
    );
  }
}

async function unpacked(url: URL): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href} answers ${response.status}, not 200`);
  const content = new Uint8Array(await response.arrayBuffer());
  // Some servers say that the file is compressed, so that the browser has unpacked it already.
  if (content[0] !== 0x1f || content[1] !== 0x8b) return content;
  const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
