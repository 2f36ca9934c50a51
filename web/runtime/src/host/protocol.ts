/** The requests of callers to the host, and its replies; all of it can be posted to a worker. */
import type { Cells } from "../functions/columnValues.js";
import type { Answer, Explanation } from "../answer.js";
import type { Progress } from "../bundle/bundleFiles.js";
import type { Manifest } from "../bundle/manifest.js";
import type { AnswerOptions } from "../functions/base.js";
import type { Payload } from "../modalities/base.js";
import type { InputLimits } from "../modalities/sources/inputLimits.js";

/** An input on its way to the host. */
export interface PackedInput {
  /** The name of the modality that packed it. */
  readonly modality: string;
  readonly payload: Payload;
  /** The limits that the call changes. */
  readonly limits: Partial<InputLimits>;
}

/** The origin of a function: the shipped ones, an address, a path or a file. */
export type Origin = (
  | { readonly kind: "shipped"; readonly name: string }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "zip"; readonly content: Uint8Array; readonly name: string }
) & {
  /** Whether the function is opened without the others that it names. */
  readonly alone?: boolean;
  /** Headers of the requests to the address. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

/** A function that the host has loaded. */
export interface LoadedFunction {
  readonly id: number;
  readonly manifest: Manifest;
}

/** Each request, and its reply. */
export interface Requests {
  load: { request: { origin: Origin }; reply: LoadedFunction };
  warmUp: { request: { id: number }; reply: null };
  answer: { request: { id: number; input: PackedInput; options: AnswerOptions }; reply: Answer };
  explain: {
    request: { id: number; input: PackedInput; label: string | null; columns: Cells | null };
    reply: Explanation;
  };
  embed: { request: { id: number; input: PackedInput }; reply: Float32Array };
  card: { request: { id: number }; reply: string };
  close: { request: { id: number }; reply: null };
  teach: { request: { id: number; label: string; inputs: PackedInput[] }; reply: number };
  forget: { request: { id: number; label: string }; reply: boolean };
  taught: { request: { id: number }; reply: Record<string, number> };
  export: { request: { id: number }; reply: Uint8Array };
  import: { request: { id: number; content: Uint8Array }; reply: number };
  engine: { request: object; reply: EngineFacts };
}

/** The engine's build and memory. */
export interface EngineFacts {
  /** The build in use; null before the first answer. */
  readonly variant: string | null;
  /** Its memory, in bytes. */
  readonly memoryBytes: number;
}

/** The name of a request. */
export type RequestName = keyof Requests;

/** The options of a request. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Carries requests to the host: by a worker's messages, or by a plain call. */
export interface Carrier {
  send<Name extends RequestName>(
    name: Name,
    request: Requests[Name]["request"],
    options?: RequestOptions,
  ): Promise<Requests[Name]["reply"]>;
}

/** Returns the inputs that a request brings. */
export function inputsOf(request: object): readonly PackedInput[] {
  if ("input" in request) return [request.input as PackedInput];
  return "inputs" in request ? (request.inputs as PackedInput[]) : [];
}
