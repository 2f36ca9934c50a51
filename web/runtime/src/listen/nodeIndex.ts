/**
 * AI is a function call: it returns an answer and a score. For speech, in Node.
 *
 *     import { loadListening } from "@vizsla/runtime/listen";
 *     const listen = await loadListening({ models: "./models" });
 *     const { answer, score } = await listen("memo.wav");
 *
 * ONNX Runtime runs the models, which an app installs beside the runtime: `npm install onnxruntime-web`.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { LIMITS } from "../contract.js";
import { EngineError, OptionError } from "../errors.js";
import { nodeSounds, type NodeSound } from "../modalities/audio/nodeSounds.js";
import { defaultLimits } from "../modalities/sources/inputLimits.js";
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

/** A sound: a WAV file's path, URL or content, or samples with their rate. */
export type SoundSource = NodeSound;

const script = new URL("listenNodeWorker.js", String(import.meta.url)); // as in ../node/index.ts

/**
 * Loads the function that transcribes speech: English, offline.
 * @throws OptionError - a setting is missing, or of another type.
 * @throws BundleDamagedError - a model is missing, or not the file that this version knows.
 * @throws EngineError - the engine is not installed, or can't run the models.
 */
export async function loadListening(settings: ListeningSettings): Promise<Listening<SoundSource>> {
  checkSettings(settings);
  const { models, ...watcher } = settings;
  const folder = models instanceof URL ? pathOf(models) : resolve(models);
  const limits = defaultLimits(LIMITS.input.url_seconds);
  return openListening(startWorker, { models: folder, base: "" }, watcher, nodeSounds, limits);
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new OptionError(`models must be a folder's path or its file: URL, not ${url.href}`, {
      cause,
    });
  }
}

const startWorker: StartListener = (receive, failed) => {
  // The flags of the program may be of no use to a script: `node -e` has one that is refused.
  const worker = new Worker(script, { execArgv: [] });
  worker.on("message", (message: FromListener) => receive(message));
  worker.on("error", (cause) => {
    failed(new EngineError(`the worker that listens has died: ${cause.message}`, { cause }));
  });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    end: () => void worker.terminate(),
    setWanted: (isWanted) => (isWanted ? worker.ref() : worker.unref()),
  };
};
