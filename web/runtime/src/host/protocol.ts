/** What doors and the host say to each other; all of it can be posted to a worker. */
import type { Answer, Explanation } from "../answer.js";
import type { Progress } from "../bundle/bundleFiles.js";
import type { Manifest } from "../bundle/manifest.js";
import type { Options } from "../functions/base.js";

/** A picture on its way to the host. */
export type WireSource =
  | { readonly kind: "blob"; readonly blob: Blob; readonly name: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly name: string }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "bitmap"; readonly bitmap: ImageBitmap | VideoFrame; readonly name: string }
  | {
      readonly kind: "pixels";
      readonly data: Uint8Array | Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
      readonly name: string;
    };

/** Where a function is to be loaded from. */
export type WireOrigin =
  | { readonly kind: "shipped"; readonly name: string }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "zip"; readonly content: Uint8Array; readonly name: string };

/** What a door knows of a function. */
export interface Facts {
  readonly id: number;
  readonly manifest: Manifest;
}

/** What can be asked of the host, and what it answers. */
export interface Requests {
  load: { ask: { origin: WireOrigin }; reply: Facts };
  warmUp: { ask: { id: number }; reply: null };
  answer: { ask: { id: number; source: WireSource; options: Options }; reply: Answer };
  explain: { ask: { id: number; source: WireSource; label: string | null }; reply: Explanation };
  card: { ask: { id: number }; reply: string };
  dispose: { ask: { id: number }; reply: null };
  teach: { ask: { id: number; label: string; sources: WireSource[] }; reply: number };
  forget: { ask: { id: number; label: string }; reply: boolean };
  taught: { ask: { id: number }; reply: Record<string, number> };
  export: { ask: { id: number }; reply: Uint8Array };
  import: { ask: { id: number; content: Uint8Array }; reply: number };
  engine: { ask: object; reply: EngineFacts };
}

/** Which engine answers, and what it takes. */
export interface EngineFacts {
  /** The build in use; null before the first answer. */
  readonly variant: string | null;
  /** Its memory, in bytes. */
  readonly memoryBytes: number;
}

export type Op = keyof Requests;

/** What a request may bring besides its answer. */
export interface Extras {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Whoever carries requests to the host: a worker's messages, or a plain call. */
export interface Carrier {
  ask<O extends Op>(op: O, ask: Requests[O]["ask"], extras?: Extras): Promise<Requests[O]["reply"]>;
}
