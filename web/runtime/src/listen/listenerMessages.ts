/** The messages between a program and the worker that listens for it. */
import type { SpeechSegment, Transcription } from "../answer.js";
import type { Progress } from "../bundle/bundleFiles.js";
import type { PortableError } from "../host/workerMessages.js";
import type { Payload } from "../modalities/base.js";
import type { InputLimits } from "../modalities/sources/inputLimits.js";

/** Where the models are, and the engine. */
export interface LoadRequest {
  /** The address of the models' folder; in Node its path. */
  readonly models: string;
  /** The address of the runtime's files; of no use in Node. */
  readonly base: string;
}

/** A sound. */
export interface ListenRequest {
  /** As the modality `audio` packs it. */
  readonly payload: Payload;
  readonly limits: InputLimits;
  /** The least score of a sure answer; null for the published one. */
  readonly threshold: number | null;
}

export type ToListener =
  | { readonly name: "load"; readonly number: number; readonly request: LoadRequest }
  | { readonly name: "listen"; readonly number: number; readonly request: ListenRequest }
  | { readonly name: "abort"; readonly number: number };

export type FromListener =
  | { readonly number: number; readonly reply: Transcription | null }
  | { readonly number: number; readonly error: PortableError }
  | { readonly number: number; readonly progress: Progress }
  | { readonly number: number; readonly segment: SpeechSegment };
