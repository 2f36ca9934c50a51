/**
 * A plugin of Vite, by which an app calls functions without copying a file:
 *
 *     // vite.config.js
 *     import { vizsla } from "@vizsla/runtime/vite";
 *     export default { plugins: [vizsla()] };
 *
 * The development server serves the files that the runtime loads: the worker, the engine, the functions. A
 * build writes those of them that the app uses. A page downloads of both only what it calls.
 */
import { realpathSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin, ResolvedConfig } from "vite";
import { listPageFiles, namesOf, type PageFile } from "../pageFiles/nodePageFiles.js";
import {
  ALL_PARTS,
  completeParts,
  NO_PARTS,
  OWN_MODALITIES,
  type OwnModality,
  type Parts,
} from "../pageFiles/parts.js";
import { usedParts, type UsedParts } from "../pageFiles/usedParts.js";

export type { OwnModality } from "../pageFiles/parts.js";

/** The name of a function that comes with the runtime and answers in a page. */
export type ShippedName = "classify-image" | "describe-image" | "detect-objects" | "dog-breeds";

/** What a build writes; by default what the app's code names. */
export interface VizslaOptions {
  /**
   * The shipped functions that the app loads. By default those that its code names, such as `describeImage`
   * or `load("dog-breeds")`, and all where the code can't be read so.
   */
  readonly functions?: readonly ShippedName[];
  /**
   * The modalities of functions of your own that the app loads by their address. By default all three
   * where the code calls `load` with anything but the name of a shipped function, else none.
   */
  readonly own?: readonly OwnModality[];
  /**
   * `lean` (2.1 MB) runs the shipped functions, on one thread. `whole` (11 MB, of which a page downloads
   * one build of 1 to 3 MB) runs any graph, and uses several threads on a page that is cross-origin isolated.
   * By default `whole` where images of functions of your own are among `own`, else `lean`.
   */
  readonly engine?: "lean" | "whole";
  /** The folder of the files, below the app's base; by default `vizsla`. */
  readonly folder?: string;
}

const PACKAGE = "@vizsla/runtime";
const FOLDER = "__VIZSLA_FOLDER__"; // in a chunk, until its own place is known
const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript",
  json: "application/json",
  md: "text/markdown; charset=utf-8",
};

/** The modules that find the runtime's files beside them. */
const finders = ["index.js", "listen.js"].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);

/**
 * Makes the plugin: it serves the files that the runtime loads, and builds those that the app uses.
 * @throws RangeError - an option names a function, a modality or an engine that there is not.
 */
export function vizsla(options: VizslaOptions = {}): Plugin {
  const folder = (options.folder ?? "vizsla").replace(/^\/+|\/+$/g, "");
  const used = new Map<string, UsedParts>();
  const found = new Set<string>(); // the finders that are among the app's modules
  let config: ResolvedConfig;
  completeParts(options, ALL_PARTS); // checks the names
  return {
    name: "vizsla",
    config: () => ({
      // It finds its files by its own address, and has nothing to be converted.
      optimizeDeps: { exclude: [PACKAGE] },
      ssr: { external: [PACKAGE] },
    }),
    configResolved(resolved) {
      config = resolved;
    },
    configureServer({ middlewares }) {
      const files = new Map<string, PageFile>();
      const parts = completeParts(options, ALL_PARTS);
      const start = `${config.base}${folder}/`;
      middlewares.use((request, response, next) => {
        const [path = ""] = (request.url ?? "").split("?");
        if (!path.startsWith(start)) return next();
        if (files.size === 0) {
          for (const each of listPageFiles(parts, config.root)) files.set(each.path, each);
        }
        const file = files.get(path.slice(start.length));
        if (file) send(response, file, config.server.headers);
        else response.writeHead(404).end();
      });
    },
    transform(code, id, asked) {
      const finder = asked?.ssr ? undefined : finderOf(id);
      if (!finder) return null;
      found.add(finder);
      const address = config.command === "serve" ? `${config.base}${folder}/` : FOLDER;
      // As text, so that nobody takes it for the address of an asset.
      const here = `new URL(${JSON.stringify(address)}, String(import.meta.url)).href`;
      return { code: code.replace("import.meta.url", here), map: null };
    },
    moduleParsed({ id, code }) {
      if (config.command !== "build" || !code?.includes(PACKAGE) || finderOf(id)) return;
      used.set(id, usedParts(this.parse(code)));
    },
    renderChunk(code, { fileName }) {
      if (!code.includes(FOLDER)) return null;
      const to = `${posix.relative(posix.dirname(fileName), folder)}/`;
      return { code: code.replaceAll(FOLDER, to), map: null };
    },
    generateBundle() {
      if (config.command !== "build" || found.size === 0) return;
      if (this.environment?.config.consumer === "server") return;
      const { parts, why } = neededParts(used, config.root);
      const answering = found.has("index.js") ? completeParts(options, parts) : NO_PARTS;
      const listening = found.has("listen.js") ? ["listen"] : [];
      const chosen = { ...answering, functions: [...answering.functions, ...listening] };
      const isAsked = options.functions !== undefined && options.own !== undefined;
      if (why && !isAsked) config.logger.info(`vizsla: all functions are written, because ${why}`);
      let bytes = 0;
      for (const file of listPageFiles(chosen, config.root)) {
        const source = file.read();
        bytes += source.length;
        this.emitFile({ type: "asset", fileName: `${folder}/${file.path}`, source });
      }
      config.logger.info(
        `vizsla: ${folder}/ has ${(bytes / 1e6).toFixed(1)} MB: ${namesOf(chosen)}`,
      );
    },
  };
}

/** Returns the name of the runtime's module at a path, if it is one that finds files beside it. */
function finderOf(id: string): string | undefined {
  const [path = ""] = id.split("?");
  const name = posix.basename(path);
  if (!finders.some((each) => each.endsWith(name))) return undefined;
  try {
    const real = realpathSync(path);
    return finders.some((each) => realpathSync(each) === real) ? name : undefined;
  } catch {
    return undefined; // a module that is no file
  }
}

/** Returns the parts that the app's modules use, and why they may be all. */
function neededParts(
  used: ReadonlyMap<string, UsedParts>,
  root: string,
): { parts: Parts; why: string | null } {
  const [unclear] = Array.from(used).filter(([, { unknown }]) => unknown !== null);
  if (unclear) {
    const [id, { unknown }] = unclear;
    const why = `${relative(root, id)} ${unknown}. The plugin's options functions and own say which it needs`;
    return { parts: ALL_PARTS, why };
  }
  const all = Array.from(used.values());
  const functions = new Set(all.flatMap((each) => [...each.functions]));
  const own = all.some((each) => each.own) ? OWN_MODALITIES : [];
  return { parts: { ...ALL_PARTS, functions: [...functions].sort(), own }, why: null };
}

function send(
  response: ServerResponse,
  file: PageFile,
  headers: Readonly<Record<string, unknown>> = {},
): void {
  const content = file.read();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value as string);
  }
  response.setHeader(
    "Content-Type",
    TYPES[file.path.split(".").pop()!] ?? "application/octet-stream",
  );
  response.setHeader("Content-Length", content.length);
  response.setHeader("Cache-Control", "no-cache");
  response.end(content);
}
