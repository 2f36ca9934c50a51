/** AI is a function call: it returns an answer and a score. In Node. */
import { Buffer } from "node:buffer";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sha256 } from "../bytes/sha256.js";
import { openDoorway } from "../door/doorway.js";
import { Queue } from "../door/queue.js";
import { Graphs } from "../engine/graphs.js";
import { InputTypeError } from "../errors.js";
import { Host } from "../host/host.js";
import { opener } from "../host/opener.js";
import { originOf } from "../host/origin.js";
import type { WireSource } from "../host/protocol.js";
import { Downloads } from "../store/download.js";
import { decode, encode } from "./decode.js";
import { engineIn } from "./engine.js";
import { filesAt, FolderFiles } from "./files.js";

export type * from "../answer.js";
export type { Progress } from "../bundle/files.js";
export type { Manifest } from "../bundle/manifest.js";
export type { CallOptions, LoadOptions, Shipped, VizslaFunction } from "../door/callable.js";
export type { EngineFacts } from "../host/protocol.js";
export * from "../errors.js";

/** Raw pixels: 3 bytes (RGB) or 4 (RGBA) each, row by row. */
export interface RawPixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** What a function takes: a path, an http(s) URL, a file's bytes, or raw pixels. */
export type Source = string | URL | Uint8Array | ArrayBuffer | Blob | RawPixels;

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
const door = { carrier: host, queue: new Queue(), wire, release: () => undefined };

const doorway = openDoorway(door, async (origin) => {
  const from = await originOf(origin, `${pathToFileURL(process.cwd()).href}/`);
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

function wire(source: Source): Promise<WireSource> {
  if (typeof source === "string" || source instanceof URL) {
    const url = source instanceof URL ? source : /^https?:/i.test(source) ? new URL(source) : null;
    if (url?.protocol === "file:") return wired({ kind: "path", path: fileURLToPath(url) });
    return wired(url ? { kind: "url", url: url.href } : { kind: "path", path: source as string });
  }
  if (source instanceof Blob) {
    return wired({ kind: "blob", blob: source, name: `a Blob of ${source.size} bytes` });
  }
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) {
    const bytes = source instanceof Uint8Array ? source : new Uint8Array(source);
    const what = Buffer.isBuffer(source) ? "a Buffer" : "an array";
    return wired({ kind: "bytes", bytes, name: `${what} of ${bytes.length} bytes` });
  }
  const { data, width, height } = source as Partial<RawPixels>;
  const channels = (data?.length ?? NaN) / ((width ?? NaN) * (height ?? NaN));
  if (data && (channels === 3 || channels === 4)) {
    // A copy: the caller may go on drawing, and alpha is laid over white in place.
    const copy = data.slice();
    return wired({ kind: "pixels", data: copy, width: width!, height: height!, name: "pixels" });
  }
  throw new InputTypeError(
    `${Object.prototype.toString.call(source)} is not a picture. Give a path, an http(s) URL, a ` +
      "Buffer, or { data, width, height } with 3 (RGB) or 4 (RGBA) bytes a pixel.",
  );
}

function wired(source: WireSource): Promise<WireSource> {
  return Promise.resolve(source);
}
