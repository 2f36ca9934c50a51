/**
 * AI is a function call: it returns an answer and a score. In the browser, on the device.
 *
 *     import { load, describeImage } from "@vizsla/runtime";
 *     const { answer, score } = await describeImage(photo);
 *     const breed = await load("dog-breeds");
 *     const result = await breed(photo, { top: 3 });
 */
import type { Answer } from "../answer.js";
import type { CallOptions } from "../api/makeFunction.js";
import { openDoorway } from "../api/openApi.js";
import { Queue } from "../api/callQueue.js";
import { watch as watchWith, type WatchOptions } from "../api/watch.js";
import { OptionError } from "../errors.js";
import { originOf } from "../host/origins.js";
import { page, release, wire, type Source } from "../modalities/image/pageImages.js";
import { WorkerCarrier } from "./workerCarrier.js";

export type * from "../answer.js";
export type { Progress } from "../bundle/bundleFiles.js";
export type { Manifest } from "../bundle/manifest.js";
export type { CallOptions, LoadOptions, Shipped, VizslaFunction } from "../api/makeFunction.js";
export type { WatchOptions } from "../api/watch.js";
export type { EngineFacts } from "../host/protocol.js";
export type { RawPixels } from "../modalities/image/rawPixels.js";
export type { Source } from "../modalities/image/pageImages.js";
export * from "../errors.js";

export interface Settings {
  /**
   * Where the runtime's files are: the folder that `npx vizsla-runtime FOLDER` has written, with
   * `worker.js` in it. By default the folder of this module.
   */
  readonly base?: string | URL;
  /**
   * Whether the engine may use more than one thread: on a page that is cross-origin isolated, and
   * where the device is then faster. True by default.
   */
  readonly threads?: boolean;
}

const here = import.meta.url;
let base: URL | null = null;
let threads = true;

const carrier = new WorkerCarrier(() => ({ base: base ?? new URL("./", here), threads }));
const door = { carrier, queue: new Queue(), wire, release, generation: () => carrier.generation };

/**
 * Says where the runtime's files are, and what it may use. To be called before the first function.
 * @throws OptionError - a function was loaded already.
 */
export function configure(settings: Settings): void {
  if (carrier.started) {
    throw new OptionError("configure() must be called before the first function is loaded");
  }
  if (settings.base !== undefined) {
    base = new URL(settings.base, page());
    if (!base.pathname.endsWith("/")) base.pathname += "/";
  }
  if (settings.threads !== undefined) threads = settings.threads;
}

const doorway = openDoorway(door, (origin) => originOf(origin, page()));

/**
 * Loads a function.
 *
 * Its first argument is the name of one that the runtime ships (`dog-breeds`), or the address of a
 * bundle: its folder (`/bundles/trees/`) or its .zip; or the .zip itself as a File.
 * @throws FunctionNotFoundError - there is none of that name or at that address.
 * @throws BundleError - it can't be used; the error says why.
 * @throws UrlError - it can't be downloaded.
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

/**
 * Answers a video's frames as they are shown: the newest wins, and what can't be answered in time is
 * left out.
 * @param onAnswer - told each answer.
 * @returns a function that stops it.
 */
export function watch<A extends Answer>(
  answer: (source: Source, options?: CallOptions) => Promise<A>,
  video: HTMLVideoElement,
  onAnswer: (answer: A) => void,
  options: WatchOptions = {},
): () => void {
  return watchWith(answer, video, onAnswer, options);
}
