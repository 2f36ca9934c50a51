/** Requests and answers as messages to and from a worker. */
import * as errors from "../errors.js";
import type { Progress } from "../bundle/bundleFiles.js";
import type { Op, Requests } from "./protocol.js";

export type ToWorker =
  | {
      readonly op: "start";
      readonly base: string;
      readonly threads: boolean;
      readonly firstId: number;
    }
  | { readonly op: "abort"; readonly request: number }
  | {
      readonly [O in Op]: {
        readonly op: O;
        readonly request: number;
        readonly ask: Requests[O]["ask"];
        readonly progress: boolean;
      };
    }[Op];

export type FromWorker =
  | { readonly request: number; readonly reply: unknown }
  | { readonly request: number; readonly error: PortableError }
  | { readonly request: number; readonly progress: Progress };

/** An error as it can be posted: its class would not come along. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly cause: PortableError | null;
}

export function portable(error: unknown): PortableError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), cause: null };
  const cause = error.cause === undefined ? null : portable(error.cause);
  return { name: error.name, message: error.message, cause };
}

/** The error that was posted, of its class again. */
export function revived({ name, message, cause }: PortableError): Error {
  const options = cause === null ? {} : { cause: revived(cause) };
  const Class = (errors as Record<string, unknown>)[name];
  if (typeof Class === "function") {
    return new (Class as new (message: string, options: ErrorOptions) => Error)(message, options);
  }
  return Object.assign(new Error(message, options), { name });
}
