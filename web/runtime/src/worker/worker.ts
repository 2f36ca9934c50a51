/**
 * The worker in which all work is done, so that the page never waits. A classic worker: the engine's
 * scripts need `importScripts`.
 */
import type { ByteReceiver } from "../bytes/bytes.js";
import { sha256 } from "../bytes/sha256.js";
import { LIMITS } from "../contract.js";
import type { ModuleFactory } from "../engine/binding.js";
import type { EngineSource } from "../engine/engine.js";
import { Graphs } from "../engine/graphs.js";
import { StreamedModule } from "../engine/streamedModule.js";
import { filesOf, HASHES, variants, type EngineFile, type Variant } from "../engine/variants.js";
import * as errors from "../errors.js";
import { registerKind, registerLater } from "../functions/registry.js";
import { makeOpener } from "../host/functionOpener.js";
import { Host } from "../host/host.js";
import {
  portableError,
  type FromWorker,
  type ToWorker,
  type WorkerSettings,
} from "../host/workerMessages.js";
import { workerImages } from "../modalities/image/workerImages.js";
import { registerReader } from "../modalities/registry.js";
import { changedLimits, defaultLimits } from "../modalities/sources/inputLimits.js";
import { Downloads } from "../store/downloads.js";
import { openStore } from "../store/fileStore.js";
import { engineKey, removeStale } from "../store/removeStale.js";
import { WebFiles } from "../store/webFiles.js";
import { MODULES } from "./sharedModules.js";

declare function importScripts(...urls: string[]): void;

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  ModuleFactory?: ModuleFactory;
  /** The names for scripts of the page's own, and the modules for the runtime's own script of texts. */
  vizsla?: object;
  /** Set in a folder that has not all parts: `pageFiles` writes it. */
  vizslaFolder?: { readonly functions: readonly string[]; readonly engine: "lean" | "whole" };
};

const aborts = new Map<number, AbortController>();
let host: Promise<Host> | null = null;

registerReader(workerImages);

function start(settings: WorkerSettings): Host {
  scope.vizsla = { registerKind, registerReader, modules: MODULES, base: settings.base, ...errors };
  loadExtensions(settings.extensions);
  const base = new URL(settings.base);
  for (const kind of ["text-classification", "multi-label-text-classification"]) {
    registerLater(kind, () => loadPart(new URL("text.js", base), "texts"));
  }
  registerLater("sound-classification", () => loadPart(new URL("sound.js", base), "sounds"));
  const store = openStore();
  const downloads = new Downloads(store);
  const engine = new URL("engine/", base);
  const wanted = (variant: Variant): { url: string; entry: EngineFile } => {
    const { wasm, file } = filesOf(variant);
    return { url: new URL(wasm, engine).href, entry: file };
  };
  // A build that a load has prefetched is started at once, while the rest still comes.
  const prefetched = new Map<Variant, Promise<WebAssembly.Module>>();
  const factories = new Map<Variant, ModuleFactory>();
  const factoryOf = (variant: Variant): ModuleFactory => {
    if (!factories.has(variant)) {
      importScripts(new URL(filesOf(variant).script, engine).href);
      factories.set(variant, scope.ModuleFactory!);
    }
    return factories.get(variant)!;
  };
  const source: EngineSource = {
    wasm: async (variant) => {
      const module = prefetched.get(variant);
      prefetched.clear();
      if (module) return module;
      const bytes = await downloads.get(wanted(variant));
      return WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
    },
    factory: async (variant) => {
      try {
        return factoryOf(variant);
      } catch (cause) {
        throw new errors.EngineError(
          `the engine's script ${new URL(filesOf(variant).script, engine).href} can't be loaded. ` +
            "Copy the whole folder of the runtime to the server, and set its address with " +
            "configure({ base })",
          { cause },
        );
      }
    },
    scriptUrl: (variant) =>
      variant === "threaded" ? new URL(filesOf(variant).script, engine).href : null,
  };
  const { threads, firstId } = settings;
  const folder = scope.vizslaFolder;
  const builds = { threads, lean: folder?.engine === "lean" };
  const graphs = new Graphs(source, { ...builds, digest: sha256 });
  const limits = changedLimits(defaultLimits(LIMITS.web.url_seconds), settings.limits);
  // Now, because the worker that listens deletes what stands in no list, too.
  const listed = store?.put(engineKey(engine), new TextEncoder().encode(HASHES.join()));
  // Once, after a load: files of an earlier version lie there as long as nobody deletes them.
  let tidying = store === null ? Promise.resolve() : null;
  const tidy = async (): Promise<void> => {
    await listed;
    await removeStale(store!, downloads.asked);
  };
  const open = makeOpener({
    shipped: (name) => {
      if (folder?.functions.includes(name) === false) {
        throw new errors.FunctionNotFoundError(
          `${settings.base} was made without ${name}: name it in the option functions of Vite's plugin, or ` +
            "of npx vizsla-runtime",
        );
      }
      return new WebFiles(
        new URL(`functions/${encodeURIComponent(name)}/`, base),
        new URL("graphs/", base),
        downloads,
        store,
      );
    },
    graphs,
    downloads,
    store,
    encoders: new URL("encoders/", base),
    // Until the engine runs, its first choice is part of what a load downloads.
    engine: () => {
      const first = variants(builds)[0]!;
      if (graphs.variant !== null) return [];
      const module = new StreamedModule();
      const accept = (content: Uint8Array): void => {
        if (graphs.variant !== null) return; // another load has brought it
        prefetched.set(first, module.finish(content));
        graphs.start();
      };
      const receive = (): ByteReceiver => {
        // Its script is loaded now, because the worker waits for the network anyway.
        try {
          factoryOf(first);
        } catch {
          // Opening the engine tries again, and says what is wrong.
        }
        return module.begin();
      };
      return [{ ...wanted(first), receive, accept }];
    },
  });
  return new Host({
    graphs,
    firstId,
    limits: () => limits,
    open: async (origin, options) => {
      const core = await open(origin, options);
      tidying ??= tidy();
      return core;
    },
  });
}

function loadExtensions(scripts: readonly string[]): void {
  for (const script of scripts) {
    try {
      importScripts(script);
    } catch (cause) {
      throw new errors.EngineError(
        `the extension ${script} can't be loaded; check its address, given with configure()`,
        { cause },
      );
    }
  }
}

/** Loads the code of functions of texts or sounds, which pages without one do not download. */
function loadPart({ href }: URL, what: string): void {
  try {
    importScripts(href);
  } catch (cause) {
    throw new errors.EngineError(
      `the script ${href}, which reads ${what}, can't be loaded. Copy the whole folder of the runtime ` +
        "to the server, and set its address with configure({ base })",
      { cause },
    );
  }
}

scope.onmessage = ({ data }) => {
  if (data.name === "start") {
    host = Promise.resolve(data.settings).then(start);
    host.catch(() => undefined); // thrown with each request
    return;
  }
  if (data.name === "abort") {
    aborts.get(data.number)?.abort();
    return;
  }
  const { name, number, request } = data;
  const abort = new AbortController();
  aborts.set(number, abort);
  const onProgress = data.progress
    ? (progress: { loaded: number; total: number }): void =>
        scope.postMessage({ number, progress }, [])
    : undefined;
  void host!
    .then((ready) => ready.send(name, request as never, { signal: abort.signal, onProgress }))
    .then(
      (reply) => scope.postMessage({ number, reply }, transfersOf(reply)),
      (error: unknown) => scope.postMessage({ number, error: portableError(error) }, []),
    )
    .finally(() => aborts.delete(number));
};

/** Lists the memory of a reply that is handed over instead of being copied. */
function transfersOf(reply: unknown): Transferable[] {
  const large =
    reply !== null && typeof reply === "object" && "heatMap" in reply ? reply.heatMap : reply;
  return ArrayBuffer.isView(large) ? [large.buffer as ArrayBuffer] : [];
}
