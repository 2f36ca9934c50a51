/** AI is a function call: it returns an answer and a score. In Node. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Answer } from "../answer.js";
import { CallQueue } from "../api/callQueue.js";
import type { CallOptions } from "../api/interfaces.js";
import { openApi } from "../api/openApi.js";
import type { Settings } from "../api/settings.js";
import type { WatchOptions } from "../api/watch.js";
import { sha256 } from "../bytes/sha256.js";
import { LIMITS } from "../contract.js";
import { Graphs } from "../engine/graphs.js";
import { OptionError } from "../errors.js";
import { registerKind } from "../functions/registry.js";
import { soundClassification } from "../functions/soundClassification.js";
import { textClassification } from "../functions/textClassification.js";
import { makeOpener } from "../host/functionOpener.js";
import { Host } from "../host/host.js";
import { originOf } from "../host/origins.js";
import { nodeSounds } from "../modalities/audio/nodeSounds.js";
import { nodeImages, type NodeImage } from "../modalities/image/nodeImages.js";
import { nodeTexts } from "../modalities/text/nodeTexts.js";
import { registerModality } from "../modalities/registry.js";
import { changedLimits, defaultLimits } from "../modalities/sources/inputLimits.js";
import { isUrl } from "../modalities/sources/nodeSources.js";
import { Downloads } from "../store/downloads.js";
import { filesAt, FolderFiles } from "./folderFiles.js";
import { engineIn } from "./nodeEngine.js";
import { fromPackage } from "./sharedFiles.js";

export { inWords } from "../api/answerText.js";
export { watchSound } from "../api/watchSound.js";
export type * from "../api/publicTypes.js";
export * from "../errors.js";
export { registerKind } from "../functions/registry.js";
export { registerModality } from "../modalities/registry.js";

export type { NodeSound as SoundSource } from "../modalities/audio/nodeSounds.js";
export type { NodeText as TextSource } from "../modalities/text/nodeTexts.js";

/** An input of a function of images: a path, an http(s) URL, a file's bytes, or raw pixels. */
export type Source = NodeImage;

const dist = new URL("./", String(import.meta.url)); // so no bundler takes it for an asset's address
const path = (relative: string): string => fileURLToPath(new URL(relative, dist));
let limits = defaultLimits(LIMITS.input.url_seconds);

registerModality(nodeImages);
registerModality(nodeTexts);
registerModality(nodeSounds);
const textKinds = textClassification(() => import(new URL("recognize.js", dist).href));
for (const kind of [...textKinds, soundClassification]) registerKind(kind);
const graphs = new Graphs(engineIn(new URL("engine/", dist)), { threads: false, digest: sha256 });
const host = new Host({
  graphs,
  limits: () => limits,
  open: makeOpener({
    graphs,
    downloads: new Downloads(null),
    store: null,
    shipped: (name) => new FolderFiles(path(`functions/${name}`), path("graphs")),
    path: filesAt,
    encoders: null,
    shared: fromPackage,
    engine: () => [],
  }),
});
const context = { carrier: host, queue: new CallQueue(), generation: () => 0 };

const api = openApi<Source>(context, async (origin) => {
  const isPath = typeof origin === "string" && /[\\/.]/.test(origin) && !isUrl(origin);
  if (isPath) return { kind: "path", path: resolve(origin) };
  const from = await originOf(origin, "file:///");
  const isFile = from.kind === "url" && from.url.startsWith("file:");
  return isFile ? { kind: "path", path: fileURLToPath(from.url) } : from;
});

/**
 * Loads a function.
 *
 * Its first argument is the name of one that the runtime ships (`dog-breeds`), the path of a bundle
 * (a folder or a .zip), its address, or the .zip itself as a Blob.
 * @throws FunctionNotFoundError - there is none of that name, or at that path or address.
 * @throws BundleError - it can't be used; the error says why.
 */
export const load = api.load;
/** Says in a sentence what an image shows. */
export const describeImage = api.describeImage;
/** Says which of 1,000 things an image shows. */
export const classifyImage = api.classifyImage;
/** Finds things of 80 kinds, with their boxes. */
export const detectObjects = api.detectObjects;
/** Returns the build of the engine that answers, and the memory that it takes. */
export const engine = api.engine;

/**
 * Sets the limits of inputs.
 * @throws OptionError - a limit is not known or no such value; or a setting is the browser's.
 */
export function configure(settings: Settings): void {
  const foreign = Object.keys(settings).filter((name) => name !== "limits");
  if (foreign.length > 0) {
    throw new OptionError(
      `configure({ ${foreign.join(", ")} }) needs a browser: in Node the runtime finds its files by ` +
        "itself. Call it in code that runs on the page only",
    );
  }
  limits = changedLimits(limits, settings.limits ?? {});
}

/**
 * Answers a video's frames as they are shown; there are videos in a browser only.
 * @throws OptionError - always: this is Node.
 */
export const watch: WatchFunction = () => {
  throw new OptionError(
    "watch() needs a <video>, which only a browser has. Call it in code that runs on the page only",
  );
};

type WatchFunction = <A extends Answer>(
  answer: (source: never, options?: CallOptions) => Promise<A>,
  video: unknown,
  onAnswer: (answer: A) => void,
  options?: WatchOptions,
) => () => void;
