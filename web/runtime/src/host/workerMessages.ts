/** Requests and replies as messages to and from a worker. */
import * as errors from "../errors.js";
import type { Progress } from "../bundle/bundleFiles.js";
import type { InputLimits } from "../modalities/sources/inputLimits.js";
import type { RequestName, Requests } from "./protocol.js";

/** The settings of a worker. */
export interface WorkerSettings {
  /** The address of the runtime's files. */
  readonly base: string;
  /** Whether the engine may use more than one thread. */
  readonly threads: boolean;
  /** The first id for functions of this worker; earlier workers used lower ids. */
  readonly firstId: number;
  /** The limits that the page changes. */
  readonly limits: Partial<InputLimits>;
  /** Scripts that register kinds and modalities. */
  readonly extensions: readonly string[];
}

export type ToWorker =
  | { readonly name: "start"; readonly settings: WorkerSettings }
  | { readonly name: "abort"; readonly number: number }
  | {
      readonly [Name in RequestName]: {
        readonly name: Name;
        readonly number: number;
        readonly request: Requests[Name]["request"];
        readonly progress: boolean;
      };
    }[RequestName];

export type FromWorker =
  | { readonly number: number; readonly reply: unknown }
  | { readonly number: number; readonly error: PortableError }
  | { readonly number: number; readonly progress: Progress };

/** An error as it can be posted: its class would not come along. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly cause: PortableError | null;
}

/** Returns an error in a form that can be posted. */
export function portableError(error: unknown): PortableError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), cause: null };
  const cause = error.cause === undefined ? null : portableError(error.cause);
  return { name: error.name, message: error.message, cause };
}

/** Returns the error that was posted, of its class again. */
export function errorFrom({ name, message, cause }: PortableError): Error {
  const options = cause === null ? {} : { cause: errorFrom(cause) };
  const Class = (errors as Record<string, unknown>)[name];
  if (typeof Class === "function") {
    return new (Class as new (message: string, options: ErrorOptions) => Error)(message, options);
  }
  return Object.assign(new Error(message, options), { name });
}
