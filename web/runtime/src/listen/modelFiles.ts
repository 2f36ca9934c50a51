/** The files of the listening models, and how they are opened. */
import models from "../../../../contract/speech_models.json" with { type: "json" };
import { Moonshine } from "./moonshine.js";
import { OnnxGraph, type OnnxRuntime } from "./onnxRuntime.js";
import { SpeechTokens } from "./speechTokens.js";
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

const PATHS = [
  "silero-vad.onnx",
  "moonshine-base/encoder.onnx",
  "moonshine-base/decoder.onnx",
  "moonshine-base/word-pieces.bin",
] as const;

/** The files that listening needs: the detector of voices, and Moonshine's encoder, decoder and tokens. */
export const MODEL_FILES: readonly ModelFile[] = PATHS.map((path) => ({ path, ...models[path] }));

/**
 * Opens the models.
 * @param contents - of `MODEL_FILES`, in their order.
 * @throws EngineError - the engine refuses one.
 */
export async function openModels(
  runtime: OnnxRuntime,
  contents: readonly Uint8Array[],
): Promise<ListeningModels> {
  const [voice, encoder, decoder, tokens] = contents as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  return {
    voice: await OnnxGraph.open(runtime, voice, "Silero's voice activity detector"),
    words: new Moonshine(
      await OnnxGraph.open(runtime, encoder, "Moonshine's encoder"),
      await OnnxGraph.open(runtime, decoder, "Moonshine's decoder"),
      new SpeechTokens(tokens),
    ),
  };
}
