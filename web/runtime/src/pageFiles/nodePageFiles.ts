/** The files that a page loads while it runs: the worker, the engine, functions, encoders. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { PAGE_FUNCTIONS, type OwnModality, type Parts } from "./parts.js";

/** A file, by its path in the runtime's folder. */
export interface PageFile {
  readonly path: string;
  read(): Uint8Array;
}

/** What the worker must know of a folder that lacks parts. */
export interface FolderParts {
  readonly functions: readonly string[];
  readonly engine: Parts["engine"];
}

interface ShippedManifest {
  readonly files: Readonly<Record<string, { readonly sha256: string }>>;
  readonly parts: Readonly<Record<string, string>>;
}

const dist = fileURLToPath(new URL("./", import.meta.url));
const ENGINE_SCRIPTS = ["litert_wasm_internal.js", "litert_wasm_compat_internal.js"];
const ENCODERS: readonly { readonly name: string; readonly modality: OwnModality }[] = [
  { name: "@vizsla/text", modality: "text" },
  { name: "@vizsla/text-accurate", modality: "text" },
  { name: "@vizsla/text-multilingual", modality: "text" },
  { name: "@vizsla/sound", modality: "sound" },
];

/**
 * Lists the files that a page with these parts loads from the runtime's folder.
 * @param app - the app's folder, in which packages of encoders and onnxruntime-web may be installed.
 */
export function listPageFiles(parts: Parts, app: string): PageFile[] {
  const functions = withTheirParts(parts.functions);
  const files: PageFile[] = [{ path: "worker.js", read: () => worker(functions, parts) }];
  if (functions.some(usesEngine) || parts.own.includes("image")) files.push(...engine(parts));
  const graphs = new Set<string>();
  for (const name of functions) {
    files.push(...below(`functions/${name}`));
    for (const [file, { sha256 }] of Object.entries(manifestOf(name).files)) {
      if (file.endsWith(".tflite")) graphs.add(`graphs/${sha256}.tflite.gz`);
    }
  }
  files.push(...Array.from(graphs, shipped));
  if (parts.own.includes("text")) {
    files.push(shipped("text.js"), shipped("recognize.js"), ...below("recognize"));
  }
  if (parts.own.includes("sound")) files.push(shipped("sound.js"));
  for (const { name, modality } of ENCODERS) {
    const found = parts.own.includes(modality) && packageAt(`${name}/package.json`, app);
    if (found) files.push(...inFolder(join(found, "encoders"), "encoders"));
  }
  if (functions.includes("listen")) files.push(shipped("listenWorker.js"), ...listeningEngine(app));
  return files;
}

/** Lists the modules that a page without a bundler imports, beside `listPageFiles`. */
export function listModules({ functions, own }: Parts): PageFile[] {
  const isListed = own.includes("text"); // its functions may find entities
  const recognizers = functions.includes("recognize-text") && !isListed;
  return [
    shipped("index.js"),
    ...(functions.includes("listen") ? [shipped("listen.js")] : []),
    ...(recognizers ? [shipped("recognize.js"), ...below("recognize")] : []),
  ];
}

/** Says in words what a folder with these parts can answer. */
export function namesOf({ functions, own }: Parts): string {
  const yours = own.map((modality) => `functions of ${modality}s of your own`);
  return [...withTheirParts(functions), ...yours].join(", ") || "no function";
}

/** Returns these functions, and those that they call. */
function withTheirParts(names: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    found.add(name);
    for (const part of Object.values(manifestOf(name).parts)) if (!found.has(part)) add(part);
  };
  names.forEach(add);
  return [...found].sort();
}

/** Returns the worker's script; it begins with what the folder has, where that is not everything. */
function worker(functions: readonly string[], { engine }: Parts): Uint8Array {
  const script = text("worker.js");
  const isWhole = engine === "whole" && functions.length === PAGE_FUNCTIONS.length;
  const folder: FolderParts = { functions, engine };
  return Buffer.from(isWhole ? script : `self.vizslaFolder=${JSON.stringify(folder)};\n${script}`);
}

function usesEngine(name: string): boolean {
  return Object.keys(manifestOf(name).files).some((file) => file.endsWith(".tflite"));
}

function manifestOf(name: string): ShippedManifest {
  return JSON.parse(text(`functions/${name}/function.json`)) as ShippedManifest;
}

function engine(parts: Parts): PageFile[] {
  if (parts.engine === "whole") return below("engine");
  const lean = readdirSync(join(dist, "engine")).filter((name) => name.endsWith("_lean.wasm.gz"));
  return [...ENGINE_SCRIPTS, ...lean].map((name) => shipped(`engine/${name}`));
}

/** Lists what of onnxruntime-web runs on one thread, compressed: not every host does that. */
function listeningEngine(app: string): PageFile[] {
  const found = packageAt("onnxruntime-web/wasm", app);
  if (found === null) return [];
  const wasm = join(found, "ort-wasm-simd-threaded.wasm");
  return [
    {
      path: "onnxruntime/ort.js",
      read: () => readFileSync(join(found, "ort.wasm.bundle.min.mjs")),
    },
    { path: "onnxruntime/ort.wasm.gz", read: () => gzipSync(readFileSync(wasm), { level: 9 }) },
  ];
}

/** Returns the folder of an installed package's module: where the app is, or beside this one. */
function packageAt(module: string, app: string): string | null {
  for (const from of [join(app, "package.json"), import.meta.url]) {
    try {
      return dirname(createRequire(from).resolve(module));
    } catch {
      // It is not installed there.
    }
  }
  return null;
}

function below(folder: string): PageFile[] {
  return inFolder(join(dist, folder), folder);
}

function inFolder(folder: string, path: string): PageFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => ({
    path: `${path}/${name}`,
    read: () => readFileSync(join(folder, name)),
  }));
}

function shipped(path: string): PageFile {
  return { path, read: () => readFileSync(join(dist, path)) };
}

function text(path: string): string {
  return readFileSync(join(dist, path), "utf8");
}
