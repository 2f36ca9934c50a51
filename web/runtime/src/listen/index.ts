/**
 * AI is a function call: it returns an answer and a score. For speech, in the browser.
 *
 *     import { loadListening } from "@vizsla/runtime/listen";
 *     const listen = await loadListening({ models: "/models/", base: "/vizsla/" });
 *     const { answer, score } = await listen(recording);
 *
 * ONNX Runtime runs the models, which an app installs beside the runtime: `npm install onnxruntime-web`.
 */
import { LIMITS } from "../contract.js";
import { shown } from "../bundle/json.js";
import { EngineError, OptionError } from "../errors.js";
import { messageOf } from "../messageOf.js";
import { pageSounds, type PageSound } from "../modalities/audio/packSounds.js";
import { defaultLimits } from "../modalities/sources/inputLimits.js";
import { pageAddress } from "../modalities/sources/webSources.js";
import {
  checkSettings,
  openListening,
  type Listening,
  type ListeningSettings,
  type StartListener,
} from "./listening.js";
import type { FromListener } from "./listenerMessages.js";

export type { Alternative, Answer, SpeechSegment, SpokenWord, Transcription } from "../answer.js";
export { inWords } from "../api/answerText.js";
export type { Progress } from "../bundle/bundleFiles.js";
export * from "../errors.js";
export type { Listening, ListeningSettings, ListenOptions } from "./listening.js";
export type { RawSound } from "../modalities/audio/soundPayload.js";
export type { InputLimits } from "../modalities/sources/inputLimits.js";

/** A sound: a file as a Blob, bytes or a URL, an AudioBuffer, or samples with their rate. */
export type SoundSource = PageSound;

const here = import.meta.url;

/** How a page finds the models and the runtime's files. */
export interface PageListeningSettings extends ListeningSettings {
  /**
   * The address of the folder that `npx vizsla-runtime FOLDER` has made; by default the folder of this
   * module, which is right where no bundler has moved it, and with the plugin of `@vizsla/runtime/vite`.
   */
  readonly base?: string | URL;
}

/**
 * Loads the function that transcribes speech: English, offline.
 * @throws OptionError - a setting is missing, or of another type.
 * @throws UrlError - a model can't be downloaded.
 * @throws BundleDamagedError - a model is not the file that this version knows.
 * @throws EngineError - the engine is not there, or can't run the models.
 */
export async function loadListening(
  settings: PageListeningSettings,
): Promise<Listening<SoundSource>> {
  checkSettings(settings);
  const { models, base, ...watcher } = settings;
  const folder = base === undefined ? new URL("./", here) : folderAt("base", base);
  const request = { models: folderAt("models", models).href, base: folder.href };
  const limits = defaultLimits(LIMITS.web.url_seconds);
  return openListening(startWorker(folder), request, watcher, pageSounds, limits);
}

function folderAt(name: string, address: string | URL): URL {
  let url: URL;
  try {
    url = new URL(address, pageAddress());
  } catch (cause) {
    throw new OptionError(`${name} must be an address, not ${shown(String(address))}`, { cause });
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function startWorker(base: URL): StartListener {
  return (receive, failed) => {
    const url = new URL("listenWorker.js", base);
    let worker: Worker;
    try {
      worker = new Worker(url, { name: "vizsla-listen", type: "module" });
    } catch (cause) {
      throw notRunning(url, messageOf(cause), cause); // such as of another origin
    }
    worker.onmessage = ({ data }: MessageEvent<FromListener>) => receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      failed(notRunning(url, event.message));
    };
    return {
      post: (message, transfer) => worker.postMessage(message, transfer),
      end: () => worker.terminate(),
      setWanted: () => undefined,
    };
  };
}

function notRunning(url: URL, why: string | undefined, cause?: unknown): EngineError {
  return new EngineError(
    `the worker ${url.href} does not run${why ? `: ${why}` : ""}. Copy the whole folder of the runtime ` +
      "to the page's own server (npx vizsla-runtime FOLDER), and give its address: " +
      "loadListening({ base })",
    cause === undefined ? {} : { cause },
  );
}
