/**
 * The worker in which all work is done, so that the page never waits. A classic worker: the engine's
 * scripts want `importScripts`.
 */
import { sha256 } from "../bytes/sha256.js";
import type { EngineSource } from "../engine/engine.js";
import type { ModuleFactory } from "../engine/binding.js";
import { Graphs } from "../engine/graphs.js";
import { filesOf, variants, type Variant } from "../engine/variants.js";
import { EngineError } from "../errors.js";
import { Host } from "../host/host.js";
import { portable, type FromWorker, type ToWorker } from "../host/workerMessages.js";
import { opener } from "../host/functionOpener.js";
import type { WireSource } from "../host/protocol.js";
import { openStore } from "../store/fileStore.js";
import { Downloads } from "../store/downloads.js";
import { WebFiles } from "../store/webFiles.js";
import { decode, encode } from "../modalities/image/workerImages.js";

declare function importScripts(...urls: string[]): void;

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  ModuleFactory?: ModuleFactory;
};

const aborts = new Map<number, AbortController>();
let host: Promise<Host> | null = null;

async function start(base: URL, threads: boolean, firstId: number): Promise<Host> {
  const store = await openStore();
  const downloads = new Downloads(store);
  const engine = new URL("engine/", base);
  const wanted = (variant: Variant): { url: string; entry: ReturnType<typeof filesOf>["file"] } => {
    const { wasm, file } = filesOf(variant);
    return { url: new URL(wasm, engine).href, entry: file };
  };
  // What a load has fetched ahead is compiled at once, while the rest still comes.
  const ahead = new Map<Variant, Promise<WebAssembly.Module>>();
  const compiled = (bytes: Uint8Array): Promise<WebAssembly.Module> => {
    const module = WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
    module.catch(() => undefined); // told by who asks for it
    return module;
  };
  const source: EngineSource = {
    wasm: async (variant) => {
      const module = ahead.get(variant);
      ahead.clear();
      return module ?? compiled(await downloads.get(wanted(variant)));
    },
    factory: (variant) => {
      const url = new URL(filesOf(variant).script, engine).href;
      try {
        importScripts(url);
      } catch (cause) {
        throw new EngineError(
          `the engine's script ${url} can't be loaded. Copy the whole folder of the runtime to the ` +
            "server, and say with configure({ base }) where it is",
          { cause },
        );
      }
      return Promise.resolve(scope.ModuleFactory!);
    },
    scriptUrl: (variant) =>
      variant === "threaded" ? new URL(filesOf(variant).script, engine).href : null,
  };
  const graphs = new Graphs(source, { threads, digest: sha256 });
  return new Host(
    {
      graphs,
      open: opener({
        shipped: (name) =>
          new WebFiles(
            new URL(`functions/${encodeURIComponent(name)}/`, base),
            new URL("graphs/", base),
            downloads,
            store,
          ),
        graphs,
        downloads,
        store,
        // Until the engine runs, its first choice is part of what a load downloads.
        engine: () => {
          const first = variants({ threads })[0]!;
          if (graphs.variant !== null || ahead.has(first)) return [];
          return [{ ...wanted(first), take: (content) => ahead.set(first, compiled(content)) }];
        },
      }),
      decode,
      encode,
    },
    firstId,
  );
}

scope.onmessage = ({ data }) => {
  if (data.op === "start") {
    host = start(new URL(data.base), data.threads, data.firstId);
    return;
  }
  if (data.op === "abort") {
    aborts.get(data.request)?.abort();
    return;
  }
  const { request, op, ask } = data;
  const abort = new AbortController();
  aborts.set(request, abort);
  const onProgress = data.progress
    ? (progress: { loaded: number; total: number }): void =>
        scope.postMessage({ request, progress }, [])
    : undefined;
  void host!
    .then((ready) => ready.ask(op, ask as never, { signal: abort.signal, onProgress }))
    .then(
      (reply) => scope.postMessage({ request, reply }, large(reply)),
      (error: unknown) => scope.postMessage({ request, error: portable(error) }, []),
    )
    .finally(() => {
      aborts.delete(request);
      letGo(ask);
    });
};

/** Closes the pictures of a request, whatever became of it: nobody else can. */
function letGo(ask: object): void {
  const sources = "sources" in ask ? ask.sources : "source" in ask ? [ask.source] : [];
  for (const each of sources as WireSource[]) if (each.kind === "bitmap") each.bitmap.close();
}

/** What is handed over instead of being copied. */
function large(reply: unknown): Transferable[] {
  if (reply instanceof Uint8Array) return [reply.buffer as ArrayBuffer];
  if (reply !== null && typeof reply === "object" && "heatMap" in reply) {
    return [(reply.heatMap as Float32Array).buffer as ArrayBuffer];
  }
  return [];
}
