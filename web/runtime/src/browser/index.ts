/**
 * AI is a function call: it returns an answer and a score. In the browser, on the device.
 *
 *     import { load, describeImage } from "@vizsla/runtime";
 *     const { answer, score } = await describeImage(photo);
 *     const breed = await load("dog-breeds");
 *     const result = await breed(photo, { top: 3 });
 */
import type { Answer } from "../answer.js";
import { CallQueue } from "../api/callQueue.js";
import type { CallOptions } from "../api/interfaces.js";
import { openApi } from "../api/openApi.js";
import type { Settings } from "../api/settings.js";
import { watchFrames, type WatchOptions } from "../api/watch.js";
import { LIMITS } from "../contract.js";
import { OptionError } from "../errors.js";
import { originOf } from "../host/origins.js";
import { pageSounds } from "../modalities/audio/packSounds.js";
import { pageImages, type PageImage } from "../modalities/image/pageImages.js";
import { pageTexts } from "../modalities/text/pageTexts.js";
import { registerPacker } from "../modalities/registry.js";
import {
  changedLimits,
  defaultLimits,
  type InputLimits,
} from "../modalities/sources/inputLimits.js";
import { pageAddress } from "../modalities/sources/webSources.js";
import { WorkerCarrier } from "./workerCarrier.js";

export { inWords } from "../api/answerText.js";
export { watchSound } from "../api/watchSound.js";
export type * from "../api/publicTypes.js";
export * from "../errors.js";
export { registerPacker } from "../modalities/registry.js";

export type { PageSound as SoundSource } from "../modalities/audio/packSounds.js";
export type { PageText as TextSource } from "../modalities/text/pageTexts.js";

/** An input of a function of images: an image in any of the forms in which a page holds it. */
export type Source = PageImage;

const here = import.meta.url;
let base: URL | null = null;
let threads = true;
let extensions: readonly string[] = [];
let limits: Partial<InputLimits> = {};

registerPacker(pageImages);
registerPacker(pageTexts);
registerPacker(pageSounds);
const carrier = new WorkerCarrier(() => ({
  base: (base ?? new URL("./", here)).href,
  threads,
  extensions,
  limits,
}));
const context = {
  carrier,
  queue: new CallQueue(),
  generation: () => carrier.generation,
  limits: () => limits,
};

/**
 * Sets the address of the runtime's files, and what it may use. To be called before the first function
 * is loaded.
 * @throws OptionError - a function was loaded already, or a limit is wrong.
 */
export function configure(settings: Settings): void {
  if (carrier.started) {
    throw new OptionError("configure() must be called before the first function is loaded");
  }
  changedLimits(defaultLimits(LIMITS.web.url_seconds), settings.limits ?? {}); // checks them
  limits = { ...limits, ...settings.limits };
  if (settings.base !== undefined) {
    base = new URL(settings.base, pageAddress());
    if (!base.pathname.endsWith("/")) base.pathname += "/";
  }
  if (settings.threads !== undefined) threads = settings.threads;
  if (settings.extensions !== undefined) {
    extensions = settings.extensions.map((each) => new URL(each, pageAddress()).href);
  }
}

const api = openApi<Source>(context, (origin) => originOf(origin, pageAddress()));

/**
 * Loads a function.
 *
 * Its first argument is the name of one that the runtime ships (`dog-breeds`), or the address of a
 * bundle: its folder (`/bundles/trees/`) or its .zip; or the .zip itself as a File.
 * @throws FunctionNotFoundError - there is none of that name or at that address.
 * @throws BundleError - it can't be used; the error says why.
 * @throws UrlError - it can't be downloaded.
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
 * Answers a video's frames as they are shown: the newest wins, and frames that can't be answered in time
 * are left out.
 * @param onAnswer - receives each answer.
 * @returns a function that stops it.
 */
export function watch<A extends Answer>(
  answer: (source: Source, options?: CallOptions) => Promise<A>,
  video: HTMLVideoElement,
  onAnswer: (answer: A) => void,
  options: WatchOptions = {},
): () => void {
  return watchFrames(answer, video, onAnswer, options);
}
