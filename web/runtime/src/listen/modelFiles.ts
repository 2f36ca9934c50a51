/** The files of the listening models, and how they are opened. */
import models from "../../../../contract/speech_models.json" with { type: "json" };
import { Moonshine } from "./moonshine.js";
import { OnnxGraph, type OnnxRuntime } from "./onnxRuntime.js";
import { SpokenPieces } from "./spokenPieces.js";
import type { ListeningModels } from "./transcriber.js";

/** A file of a model; compressed it lies beside as `NAME.gz`. */
export interface ModelFile {
  /** Its path in the models' folder. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Its bytes when it is compressed, more or less. */
  readonly gzip: number;
}

const KNOWN: Readonly<Record<string, Omit<ModelFile, "path">>> = models;
const VOICE = "silero-vad.onnx";
const PARTS = ["encoder", "decoder", "word-pieces"];

/** What to do where a file is missing or damaged. */
export const COPY_AGAIN =
  "Make the folder of the models again: pip install vizsla-speech, vizsla listen --models FOLDER";

/** Returns the names of the models that hear words: their folders. The first is the usual one. */
export function modelNames(): string[] {
  const folders = Object.keys(KNOWN).filter((path) => path.includes("/"));
  return [...new Set(folders.map((path) => path.slice(0, path.indexOf("/"))))];
}

/** Returns the files that listening by a model needs: the detector, encoder, decoder, and word pieces. */
export function filesOfModel(model: string): ModelFile[] {
  const paths = Object.keys(KNOWN);
  const parts = PARTS.map((part) => paths.find((path) => path.startsWith(`${model}/${part}.`))!);
  return [VOICE, ...parts].map((path) => ({ path, ...KNOWN[path]! }));
}

/**
 * Opens the models.
 * @param contents - of `filesOfModel`, in its order.
 * @throws EngineError - the engine refuses one.
 */
export async function openModels(
  runtime: OnnxRuntime,
  model: string,
  contents: readonly Uint8Array[],
): Promise<ListeningModels> {
  const [voice, encoder, decoder, pieces] = contents as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  return {
    voice: await OnnxGraph.open(runtime, voice, "Silero's voice activity detector"),
    words: new Moonshine(
      await OnnxGraph.open(runtime, encoder, `${model}'s encoder`),
      await OnnxGraph.open(runtime, decoder, `${model}'s decoder`),
      new SpokenPieces(pieces),
    ),
  };
}
