/** AI is a function call: it returns an answer and a score. In Node. */
import { Buffer } from "node:buffer";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../bytes/sha256.js";
import { openDoorway } from "../api/openApi.js";
import { isRaw, wirePixels, type RawPixels } from "../modalities/image/rawPixels.js";
import { Queue } from "../api/callQueue.js";
import { Graphs } from "../engine/graphs.js";
import { InputTypeError } from "../errors.js";
import { Host } from "../host/host.js";
import { opener } from "../host/functionOpener.js";
import { originOf } from "../host/origins.js";
import type { WireSource } from "../host/protocol.js";
import { Downloads } from "../store/downloads.js";
import { decode, encode } from "../modalities/image/nodeImages.js";
import { engineIn } from "./nodeEngine.js";
import { filesAt, FolderFiles } from "./folderFiles.js";

export type * from "../answer.js";
export type { Progress } from "../bundle/bundleFiles.js";
export type { Manifest } from "../bundle/manifest.js";
export type { RawPixels } from "../modalities/image/rawPixels.js";
export type { CallOptions, LoadOptions, Shipped, VizslaFunction } from "../api/makeFunction.js";
export type { EngineFacts } from "../host/protocol.js";
export * from "../errors.js";

/** What a function takes: a path, an http(s) URL, a file's bytes, or raw pixels. */
export type Source = string | URL | Uint8Array | ArrayBuffer | Blob | RawPixels;

const SCHEME = /^(https?|file|data):/i;

const dist = new URL("./", import.meta.url);
const path = (relative: string): string => fileURLToPath(new URL(relative, dist));

const graphs = new Graphs(engineIn(new URL("engine/", dist)), { threads: false, digest: sha256 });
const host = new Host({
  graphs,
  open: opener({
    graphs,
    downloads: new Downloads(null),
    store: null,
    shipped: (name) => new FolderFiles(path(`functions/${name}`), path("graphs")),
    path: filesAt,
    engine: () => [],
  }),
  decode,
  encode,
});
const door = {
  carrier: host,
  queue: new Queue(),
  wire,
  release: () => undefined,
  generation: () => 0,
};

const doorway = openDoorway(door, async (origin) => {
  const isPath = typeof origin === "string" && /[\\/.]/.test(origin) && !SCHEME.test(origin);
  if (isPath) return { kind: "path", path: resolve(origin) };
  const from = await originOf(origin, "file:///");
  const isFile = from.kind === "url" && from.url.startsWith("file:");
  return isFile ? { kind: "path", path: fileURLToPath(from.url) } : from;
});

/**
 * Loads a function.
 *
 * Its first argument is the name of one that the runtime ships (`dog-breeds`), the path of a bundle
 * (a folder or a .zip), or its address.
 * @throws FunctionNotFoundError - there is none of that name, or at that place.
 * @throws BundleError - it can't be used; the error says why.
 */
export const load = doorway.load;
/** Says in a sentence what a picture shows. */
export const describeImage = doorway.describeImage;
/** Says which of 1,000 things a picture shows. */
export const classifyImage = doorway.classifyImage;
/** Finds things of 80 kinds, with their boxes. */
export const detectObjects = doorway.detectObjects;
/** Which build of the engine answers, and the memory that it takes. */
export const engine = doorway.engine;

/** Takes the picture as it is now: the caller may use its memory for something else. */
async function wire(source: Source): Promise<WireSource> {
  if (typeof source === "string" || source instanceof URL) {
    const url = source instanceof URL ? source : SCHEME.test(source) ? new URL(source) : null;
    if (url === null) return { kind: "path", path: source as string };
    if (url.protocol === "file:") return { kind: "path", path: fileURLToPath(url) };
    return { kind: "url", url: url.href };
  }
  if (source instanceof Blob) {
    return { kind: "blob", blob: source, name: `a Blob of ${source.size} bytes` };
  }
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) {
    const bytes = Uint8Array.from(source instanceof Uint8Array ? source : new Uint8Array(source));
    const what = Buffer.isBuffer(source) ? "a Buffer" : "an array";
    return { kind: "bytes", bytes, name: `${what} of ${bytes.length} bytes` };
  }
  if (isRaw(source)) return wirePixels(source, "pixels");
  throw new InputTypeError(
    `${Object.prototype.toString.call(source)} is not a picture. Give a path, an http(s) URL, a ` +
      "Buffer, or { data, width, height } with 3 (RGB) or 4 (RGBA) bytes a pixel.",
  );
}
