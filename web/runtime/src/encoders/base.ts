/** The protocol of encoders. */
import type { Bundle } from "../bundle/bundle.js";
import type { Graphs } from "../engine/graphs.js";
import type { Embedding } from "./embedding.js";

/** Turns a value into an embedding. */
export interface Encoder<Value = unknown> {
  /** The sha256 of its graph: embeddings of another one mean something else. */
  readonly graphSha256: string;
  /** How many numbers an embedding has. */
  readonly dimension: number;
  /** Loads all that a call needs, and runs the self-test. */
  warmUp(): Promise<void>;
  embed(value: Value): Promise<Embedding>;
  /** Frees the graph. */
  close(): void;
}

/** A kind of encoder; the registry lists them. */
export interface EncoderKind<Value = unknown> {
  /** As `encoder` of a manifest names it. */
  readonly name: string;
  /** The modality whose values it takes. */
  readonly modality: string;
  /** Opens the encoder that lies in a bundle. */
  open(bundle: Bundle, graphs: Graphs): Promise<Encoder<Value>>;
}
