/**
 * AI is a function call: it returns an answer and a score. For speech, in Node.
 *
 *     import { loadListening } from "@vizsla/runtime/listen";
 *     const listen = await loadListening({ models: "./models" });
 *     const { answer, score } = await listen(samples, { rate: 48000 });
 *
 * ONNX Runtime runs the models, which an app installs beside the runtime: `npm install onnxruntime-web`.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { EngineError, InputTypeError } from "../errors.js";
import {
  loadRequest,
  openListening,
  type Listening,
  type ListeningSettings,
  type StartListener,
} from "./listening.js";
import type { FromListener } from "./listenerMessages.js";
import { isSamples, oneChannel, type Sound, type SoundSamples } from "./soundSamples.js";

export type { Alternative, Answer, SpeechSegment, SpokenWord, Transcription } from "../answer.js";
export { inWords } from "../api/answerText.js";
export type { Progress } from "../bundle/bundleFiles.js";
export * from "../errors.js";
export type { Listening, ListeningSettings, ListenOptions } from "./listening.js";
export type { SoundSamples } from "./soundSamples.js";

/** A sound: its samples, with their rate among the options of the call. */
export type SoundSource = SoundSamples;

const script = new URL("listenNodeWorker.js", import.meta.url);

/**
 * Loads the function that writes what is said in a sound: English, offline.
 * @throws BundleDamagedError - a model is missing, or not the file that this version knows.
 * @throws EngineError - the engine is not installed, or can't run the models.
 * @throws OptionError - the model is not known.
 */
export async function loadListening({
  models,
  model,
  ...watcher
}: ListeningSettings): Promise<Listening<SoundSource>> {
  const folder = models instanceof URL ? fileURLToPath(models) : resolve(models);
  return openListening(startWorker, loadRequest(folder, "", model), watcher, nodeSound);
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

async function nodeSound(source: SoundSource, rate: unknown): Promise<Sound> {
  if (isSamples(source)) return oneChannel(source, rate);
  const type = Object.prototype.toString.call(source);
  throw new InputTypeError(
    `A sound can't be ${type} in Node. Give its samples with their rate: a Float32Array or an ` +
      "Int16Array, or one for each channel. ffmpeg makes them from files of any format: " +
      "ffmpeg -i FILE -ac 1 -ar 16000 -f f32le -",
  );
}
